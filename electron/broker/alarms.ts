/** `deadline`: a caller won't wait much longer. `progress`: one is told that it still waits. `lapse`: what was allowed passes no longer. */
export type Alarm = 'deadline' | 'progress' | 'lapse';

/** Rings once after so many ms; calling what comes back stops it. */
export type Alarms = (alarm: Alarm, ms: number, ring: () => void) => () => void;

/** By the system's clock; a time that is over already rings at once. None keeps the process alive. */
export const systemAlarms: Alarms = (_alarm, ms, ring) => {
  const timer = setTimeout(ring, Math.max(0, ms)).unref();
  return () => clearTimeout(timer);
};
