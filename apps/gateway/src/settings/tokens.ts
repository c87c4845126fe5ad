/** What the whole gateway is handed: its settings, and the id by which its leases are known. */
export const SETTINGS = Symbol('SETTINGS');
export const GATEWAY_ID = Symbol('GATEWAY_ID');
