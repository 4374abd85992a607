// A participant of a chat room with OkHttp: joins, connects to the path with its id and the Authorization header.
// java -cp okhttp.jar:okio.jar Chatroom.java http://192.168.0.10:8000 TEST001
import java.util.concurrent.CountDownLatch;
import java.util.regex.*;
import okhttp3.*;

public class Chatroom {
  public static void main(String[] args) throws Exception {
    String server = args[0], code = args[1];
    OkHttpClient client = new OkHttpClient();
    RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{\"nickname\":\"Android\"}");
    Request join = new Request.Builder().url(server + "/api/sessions/" + code + "/join").post(body).build();
    String joined = client.newCall(join).execute().body().string();

    CountDownLatch heard = new CountDownLatch(1);
    Request connect = new Request.Builder()
        .url(server + "/ws/" + code + "/" + field(joined, "id"))
        .header("Authorization", "Bearer " + field(joined, "token"))
        .build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      @Override public void onOpen(WebSocket socket, Response response) {
        socket.send("{\"type\":\"chat_message\",\"content\":\"Hello from Android\"}");
      }
      @Override public void onMessage(WebSocket socket, String text) {
        System.out.println(text);
        heard.countDown();
      }
      @Override public void onClosing(WebSocket socket, int code, String reason) {
        if (code != 1008) return; // 1008 is a rejection, and the reason says why
        System.err.println(reason);
        System.exit(1);
      }
    });
    heard.await();
    socket.close(1000, null);
    client.dispatcher().executorService().shutdown();
  }

  /** The first string of this name; use your JSON library instead. The participant comes first in the answer. */
  static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    if (!found.find()) throw new IllegalStateException(json);
    return found.group(1);
  }
}
