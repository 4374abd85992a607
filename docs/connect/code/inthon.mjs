// A student of a lecture, in a page of the server's own origin. Without a credential the connection gets a guest's seat and
// its cookie, and the calls below act for that guest. (From another origin: join first and use a ticket, as in mobilegpt.mjs.)
export function attendLecture(server, code, onEvent) {
  const session = `${server}/api/sessions/${code}`;
  const post = async (path, body = {}) => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(session + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error((await response.json()).detail);
    return response.json();
  };
  const socket = new WebSocket(`${server.replace("http", "ws")}/ws/session/${code}/student/`);
  socket.onmessage = ({ data }) => onEvent(JSON.parse(data));
  return {
    socket,
    feedback: (feedback_type) => post("/feedback", { feedback_type }),
    /** The number of a question that is being written: the teacher's client captures the slide for it. */
    intend: () => post("/question-intents"),
    ask: (text, question_id) => post("/questions", { text, question_id }),
  };
}
