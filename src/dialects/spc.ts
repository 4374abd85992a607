/** `spc`: quality notifications of all products or of one. */
import { z } from "zod";
import { Count, IntId, Time } from "../domain/ids.ts";
import { Alert, type AlertRecord } from "../domain/spc/alert.ts";
import { Capability, Measurement, type MeasurementBatch } from "../domain/spc/chart.ts";
import { type BoardPublished, defineBoardDialect, hearRequest } from "./board.ts";
import { message } from "./dialect.ts";
import { flat } from "./envelopes.ts";

const Stamped = z.object({ timestamp: Time });
const Followed = z.object({ product_id: IntId });
const measurement = message(
  "measurement",
  Stamped.extend({ measurement: Measurement }),
  ({ data, at }: BoardPublished<Measurement>) => ({ measurement: data, timestamp: at }),
);

/**
 * All values of one call in one frame, as the document recommends under "메시지 배치 처리". The document defines no frame
 * for it, and its client switches on `type` and reads single `measurement` and `alert` frames. So those are sent, too, and
 * the document's client ignores this one. A table (CSV) is sent only as this frame with its last 1,000 values, because
 * 20,000 single frames would exceed a client's buffer.
 */
const measurements = message(
  "measurements",
  Stamped.extend({
    product_id: IntId,
    product_code: z.string(),
    total: Count,
    measurements: z.array(Measurement),
  }),
  ({ data, at }: BoardPublished<MeasurementBatch>) => ({ ...data, timestamp: at }),
);

/** The fields of an alert that the app's frame has. */
const alertOf = ({ product_id: _p, detail: _d, acknowledged_at: _a, resolved_at: _r, ...alert }: AlertRecord) => alert;

export const spc = defineBoardDialect({
  name: "spc",
  doors: {
    "/ws/spc/notifications": {
      follows: {
        "alert.raised": "every",
        "measurement.outside": "subscribed",
        "measurements.outside": "subscribed",
        "capability.analysed": "subscribed",
      },
      notifies: true,
    },
    "/ws/spc/product/:product": {
      follows: {
        "alert.raised": "every",
        "measurement.taken": "every",
        "measurements.taken": "every",
        "capability.analysed": "every",
      },
    },
  },
  envelope: flat,
  greet: [
    message("connection", Stamped.extend({ message: z.string() }), ({ at }) => ({
      message: "SPC 실시간 알림에 연결되었습니다",
      timestamp: at,
    })),
  ],
  hears: {
    subscribe_product: hearRequest("product.follow", {
      name: "subscribed",
      schema: Followed,
      make: (followed) => followed,
    }),
    unsubscribe_product: hearRequest("product.unfollow", {
      name: "unsubscribed",
      schema: Followed,
      make: (followed) => followed,
    }),
    get_alerts: hearRequest("alerts.read", {
      name: "alerts",
      schema: Stamped.extend({ alerts: z.array(Alert) }),
      make: (alerts, at) => ({
        alerts: alerts.map(alertOf),
        timestamp: at,
      }),
    }),
  },
  answers: { ping: message("pong", z.object({}), () => ({})) },
  says: {
    "measurement.taken": measurement,
    "measurement.outside": measurement,
    "measurements.taken": measurements,
    "measurements.outside": measurements,
    "alert.raised": message("alert", Stamped.extend({ alert: Alert }), ({ data, at }) => ({
      alert: alertOf(data),
      timestamp: at,
    })),
    "capability.analysed": message("capability", Stamped.extend({ capability: Capability }), ({ data, at }) => {
      const { id, product_id, product_code, cp, cpk, pp, ppk, analyzed_at } = data;
      return { capability: { id, product_id, product_code, cp, cpk, pp, ppk, analyzed_at }, timestamp: at };
    }),
  },
  fault: message("error", Stamped.extend({ message: z.string() }), ({ fault, at }) => ({
    message: fault.message,
    timestamp: at,
  })),
});
