// A student with OkHttp over the native protocol: joins, connects, presses "hard", waits until that is on the server's disk.
// java -cp okhttp.jar:okio.jar Lectern.java http://192.168.0.10:8000 TEST001
import java.util.concurrent.CountDownLatch;
import java.util.regex.*;
import okhttp3.*;

public class Lectern {
  public static void main(String[] args) throws Exception {
    String server = args[0], code = args[1];
    OkHttpClient client = new OkHttpClient();
    RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{\"nickname\":\"Android\"}");
    Request join = new Request.Builder().url(server + "/api/sessions/" + code + "/join").post(body).build();
    String joined = client.newCall(join).execute().body().string();
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(joined); // or your JSON library
    if (!token.find()) throw new IllegalStateException(joined);

    CountDownLatch saved = new CountDownLatch(1);
    Request connect = new Request.Builder()
        .url(server + "/ws/live/" + code)
        .header("Authorization", "Bearer " + token.group(1))
        .build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      @Override public void onOpen(WebSocket socket, Response response) {
        socket.send("{\"type\":\"feedback.give\",\"id\":\"f1\",\"data\":{\"feedback_type\":\"HARD\"}}");
      }
      @Override public void onMessage(WebSocket socket, String text) {
        if (!text.contains("\"id\":\"f1\"")) return;
        System.out.println(text);
        saved.countDown();
      }
      @Override public void onFailure(WebSocket socket, Throwable cause, Response response) {
        System.err.println(response == null ? cause : response.code() + " " + response.message());
        System.exit(1);
      }
    });
    saved.await();
    socket.close(1000, null);
    client.dispatcher().executorService().shutdown();
  }
}
