const OWN = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])([:/]|$)/i;

/** Whether what is sent to an address goes over a network unencrypted. */
export function isReadableOnTheWay(address: string): boolean {
  return /^http:/i.test(address) && !OWN.test(address);
}
