// A tablet that shows one product, with OkHttp: connects with the Authorization header and prints what it gets.
// java -cp okhttp.jar:okio.jar Spc.java http://192.168.0.10:8000 <token> 1
import java.util.concurrent.CountDownLatch;
import okhttp3.*;

public class Spc {
  public static void main(String[] args) throws Exception {
    String server = args[0], token = args[1], product = args[2];
    OkHttpClient client = new OkHttpClient();
    CountDownLatch answered = new CountDownLatch(2);
    Request connect = new Request.Builder()
        .url(server + "/ws/spc/product/" + product + "/")
        .header("Authorization", "Bearer " + token)
        .build();
    WebSocket socket = client.newWebSocket(connect, new WebSocketListener() {
      @Override public void onOpen(WebSocket socket, Response response) {
        socket.send("{\"type\":\"ping\"}");
      }
      @Override public void onMessage(WebSocket socket, String text) {
        System.out.println(text);
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
