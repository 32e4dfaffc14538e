// Times in a filter: a local day, a local or fixed moment, or so long ago. The clock and the time zone are passed in.

/** `offsetAt` gives the minutes by which local time is ahead of UTC at an instant (in ms since 1970). */
export type FilterClock = { readonly now: number; readonly offsetAt: (instant: number) => number };

type FilterTime =
  | { readonly kind: 'ago'; readonly ms: number }
  | { readonly kind: 'day'; readonly daysAgo: number }
  /** `civil` is the moment as if it were UTC; `offset` its own minutes ahead of UTC, null for local time. */
  | { readonly kind: 'moment'; readonly civil: number; readonly offset: number | null };

const MINUTE = 60_000;
const DAY = 86_400_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['m', MINUTE],
  ['h', 60 * MINUTE],
  ['d', DAY],
  ['w', 7 * DAY],
]);
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Days from 1970-01-01 to a day of the Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return day <= dayNumber(nextYear, nextMonth, 1) - dayNumber(year, month, 1);
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return text.startsWith('-') ? -minutes : minutes;
}

function readMoment(value: string): FilterTime | null {
  const found = MOMENT.exec(value);
  if (found === null) return null;
  const part = (at: number): number => Number(found[at] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part);
  if (!isDay(year ?? 0, month ?? 0, day ?? 0)) return null;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  const millis = Number((found[7] ?? '').padEnd(3, '0'));
  const seconds = ((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0);
  const civil = dayNumber(year ?? 0, month ?? 0, day ?? 0) * DAY + seconds * 1000 + millis;
  return { kind: 'moment', civil, offset: offsetOf(found[8]) };
}

/** `2h`, `7d`, `today`, `yesterday`, `2026-11-01`, `2026-11-02T10:00`; null for anything else. */
function readFilterTime(value: string): FilterTime | null {
  if (value === 'today') return { kind: 'day', daysAgo: 0 };
  if (value === 'yesterday') return { kind: 'day', daysAgo: 1 };
  const ago = /^(\d{1,5})([mhdw])$/.exec(value);
  const unit = UNITS.get(ago?.[2] ?? '');
  if (ago !== null && unit !== undefined) return { kind: 'ago', ms: Number(ago[1]) * unit };
  return readMoment(value);
}

/** Whether a text is a time that a filter can name. */
export function isFilterTime(value: string): boolean {
  return readFilterTime(value) !== null;
}

/** The instant that a time in a filter stands for, in ms since 1970; null when it is none. */
export function filterInstant(value: string, clock: FilterClock): number | null {
  const time = readFilterTime(value);
  if (time === null) return null;
  if (time.kind === 'ago') return clock.now - time.ms;
  if (time.kind === 'moment') {
    return time.offset === null ? localInstant(time.civil, clock) : time.civil - time.offset * MINUTE;
  }
  const local = clock.now + clock.offsetAt(clock.now) * MINUTE;
  return localInstant((Math.floor(local / DAY) - time.daysAgo) * DAY, clock);
}

/** A local moment as an instant. The offset is looked up twice: it may differ between the first guess and the moment itself. */
function localInstant(civil: number, clock: FilterClock): number {
  const guess = civil - clock.offsetAt(civil) * MINUTE;
  return civil - clock.offsetAt(guess) * MINUTE;
}
