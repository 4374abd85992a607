// A student of a guided class with OkHttp, as on Android: joins, connects with the Authorization header, completes a step.
// java -cp okhttp.jar:okio.jar Mobilegpt.java http://192.168.0.10:8000 TEST001 1
import java.util.concurrent.CountDownLatch;
import java.util.regex.*;
import okhttp3.*;

public class Mobilegpt {
  public static void main(String[] args) throws Exception {
    String server = args[0], code = args[1], subtaskId = args[2];
    OkHttpClient client = new OkHttpClient();
    RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{\"nickname\":\"Android\"}");
    Request join = new Request.Builder().url(server + "/api/sessions/" + code + "/join").post(body).build();
    String joined = client.newCall(join).execute().body().string();
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(joined); // or your JSON library
    if (!token.find()) throw new IllegalStateException(joined);

    CountDownLatch confirmed = new CountDownLatch(3);
    Request connect = new Request.Builder()
        .url(server + "/ws/sessions/" + code + "/") // OkHttp takes http:// and https:// for ws:// and wss://
        .header("Authorization", "Bearer " + token.group(1))
        .build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      @Override public void onOpen(WebSocket socket, Response response) {
        socket.send("{\"type\":\"join\",\"data\":{}}");
        socket.send("{\"type\":\"heartbeat\",\"data\":{\"timestamp\":1234567890}}");
        socket.send("{\"type\":\"step_complete\",\"data\":{\"subtask_id\":" + subtaskId + "}}");
      }
      @Override public void onMessage(WebSocket socket, String text) {
        System.out.println(text);
        confirmed.countDown();
      }
      @Override public void onFailure(WebSocket socket, Throwable cause, Response response) {
        System.err.println(response == null ? cause : response.code() + " " + response.message());
        System.exit(1);
      }
    });
    confirmed.await();
    socket.close(1000, null);
    client.dispatcher().executorService().shutdown();
  }
}
