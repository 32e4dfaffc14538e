export const GRANTS = 'authority-grants';

/** Puts the focus into the list of grants: what had it may be gone. */
export function focusGrants(): void {
  document.getElementById(GRANTS)?.focus();
}
