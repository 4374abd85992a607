// A phone as the fretboard, with OkHttp: joins, connects with the Authorization header, plays a chord.
// java -cp okhttp.jar:okio.jar Virtutune.java http://192.168.0.10:8000 TEST001
import java.util.concurrent.CountDownLatch;
import java.util.regex.*;
import okhttp3.*;

public class Virtutune {
  public static void main(String[] args) throws Exception {
    String server = args[0], code = args[1];
    OkHttpClient client = new OkHttpClient();
    RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{\"nickname\":\"Phone\"}");
    Request join = new Request.Builder().url(server + "/api/sessions/" + code + "/join").post(body).build();
    String joined = client.newCall(join).execute().body().string();
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(joined); // or your JSON library
    if (!token.find()) throw new IllegalStateException(joined);

    CountDownLatch played = new CountDownLatch(1);
    Request connect = new Request.Builder()
        .url(server + "/ws/guitar/" + code + "/")
        .header("Authorization", "Bearer " + token.group(1))
        .build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      @Override public void onOpen(WebSocket socket, Response response) {
        socket.send("{\"type\":\"practice_start\",\"data\":{\"timestamp\":\"2024-01-01T00:00:00Z\"}}");
        socket.send("{\"type\":\"chord_change\",\"data\":{\"chord\":\"C\"}}");
      }
      @Override public void onMessage(WebSocket socket, String text) {
        System.out.println(text);
        if (text.contains("chord_change")) played.countDown();
      }
      @Override public void onFailure(WebSocket socket, Throwable cause, Response response) {
        System.err.println(response == null ? cause : response.code() + " " + response.message());
        System.exit(1);
      }
    });
    played.await();
    socket.close(1000, null);
    client.dispatcher().executorService().shutdown();
  }
}
