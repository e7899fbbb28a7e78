/** How long a session lasts, in milliseconds: without a request, and from its log-in whatever happens. */
export interface SessionLimits {
  idleMs: number;
  absoluteMs: number;
}
