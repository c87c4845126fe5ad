import { type Desk, useDesk } from '../app/desk.ts';
import { ReportsApi } from './api.ts';
import { LiveStore } from './live/store.ts';
import { ReportStore } from './report/store.ts';

/** What those who lead others work with: as long as the sign-in lasts. */
export interface LeadDesk {
  api: ReportsApi;
  live: LiveStore;
  report: ReportStore;
}

const desks = new WeakMap<Desk, LeadDesk>();

export function useLead(): LeadDesk {
  const desk = useDesk();
  const known = desks.get(desk);
  if (known) return known;
  const api = new ReportsApi(desk.api);
  const made = { api, live: new LiveStore(api, desk.connection), report: new ReportStore(api) };
  desks.set(desk, made);
  return made;
}
