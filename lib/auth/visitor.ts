/** Who asks: what the limits count, and what a person is told of their own log-ins. */
export interface Visitor {
  address: string;
  browser: string;
  /** What the device's cookie says, if it has one (`known-device.ts`). */
  deviceCookie?: string | undefined;
}
