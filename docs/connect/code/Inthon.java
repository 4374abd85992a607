// A student of a lecture with OkHttp: connects without a credential, keeps the cookies of the guest's seat, gives feedback with them.
// java -cp okhttp.jar:okio.jar Inthon.java http://192.168.0.10:8000 TEST001
import static java.util.stream.Collectors.joining;

import java.util.concurrent.CountDownLatch;
import okhttp3.*;

public class Inthon {
  public static void main(String[] args) throws Exception {
    String server = args[0], code = args[1];
    OkHttpClient client = new OkHttpClient();
    CountDownLatch answered = new CountDownLatch(1);
    Request connect = new Request.Builder().url(server + "/ws/session/" + code + "/student/").build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      String cookies;
      @Override public void onOpen(WebSocket socket, Response response) {
        // Store them: with them the app returns to the same seat. (A CookieJar of OkHttp does both.)
        cookies = response.headers("Set-Cookie").stream().map(each -> each.split(";")[0]).collect(joining("; "));
      }
      @Override public void onMessage(WebSocket socket, String text) {
        System.out.println(text);
        if (!text.contains("\"connected\"")) return;
        RequestBody body = RequestBody.create(MediaType.parse("application/json"), "{\"feedback_type\":\"HARD\"}");
        Request feedback = new Request.Builder()
            .url(server + "/api/sessions/" + code + "/feedback")
            .header("Cookie", cookies)
            .post(body)
            .build();
        try (Response response = client.newCall(feedback).execute()) {
          System.out.println(response.body().string());
        } catch (java.io.IOException cause) {
          onFailure(socket, cause, null);
        }
        answered.countDown();
      }
      @Override public void onFailure(WebSocket socket, Throwable cause, Response response) {
        System.err.println(response == null ? cause : response.code() + " " + response.message());
        System.exit(1);
      }
    });
    answered.await();
    socket.close(1000, null);
    client.dispatcher().executorService().shutdown();
  }
}
