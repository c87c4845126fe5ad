import { NAMESPACES } from '#libs/contracts';

/**
 * Who may call: everybody, a visitor with the token of that very session, agents of any role, supervisors and admins, admins
 * only.
 * What else must hold (whose conversation it is, its phase) is checked where the command commits.
 */
export type Who = 'public' | 'visitor' | 'agent' | 'supervisor' | 'admin';

/** Every route, as registered. A route that is not listed is refused; `access.spec.ts` reads the running app. */
export const HTTP_RULES: Readonly<Record<string, Who>> = {
  'GET /': 'public',
  'GET /demo': 'public',
  'GET /inbox': 'public',
  'GET /inbox/*path': 'public',
  'GET /widget/*path': 'public',
  'GET /health/live': 'public',
  'GET /health/ready': 'public',

  'POST /api/v1/auth/sign-in': 'public',
  'GET /api/v1/auth/me': 'agent',
  'PUT /api/v1/me/switch': 'agent',
  'POST /api/v1/me/log-out-everywhere': 'agent',
  'GET /api/v1/me/notifications': 'agent',
  'PATCH /api/v1/me/notifications': 'agent',
  'POST /api/v1/me/push-subscriptions': 'agent',
  'DELETE /api/v1/me/push-subscriptions': 'agent',
  'GET /api/v1/me/views': 'agent',
  'POST /api/v1/me/views': 'agent',
  'PUT /api/v1/me/views/:id': 'agent',
  'DELETE /api/v1/me/views/:id': 'agent',
  'GET /api/v1/me/offers': 'agent',
  'GET /api/v1/agents': 'agent',
  'POST /api/v1/agents': 'admin',
  'PUT /api/v1/agents/:id': 'admin',
  'POST /api/v1/agents/:id/disable': 'admin',
  'POST /api/v1/agents/:id/enable': 'admin',

  // these two check the site's origins
  'GET /api/v1/sites/:siteId/opening': 'public',
  'POST /api/v1/sites/:siteId/sessions': 'public',

  // whether a file is asked for, or people are there, is checked before one is read
  'POST /api/v1/visitor/files': 'visitor',
  'GET /api/v1/visitor/files/:id': 'visitor',
  'POST /api/v1/conversations/:id/files': 'agent',
  'GET /api/v1/files/:id': 'agent',

  'GET /api/v1/conversations': 'agent',
  'POST /api/v1/conversations/search': 'agent',
  'GET /api/v1/conversations/:id': 'agent',
  'GET /api/v1/conversations/:id/timeline': 'agent',
  'POST /api/v1/conversations/:id/assign': 'agent',
  'POST /api/v1/conversations/:id/accept': 'agent',
  'POST /api/v1/conversations/:id/decline': 'agent',
  'POST /api/v1/conversations/:id/reassign': 'agent',
  'POST /api/v1/conversations/:id/return': 'agent',
  'POST /api/v1/conversations/:id/close': 'agent',
  'POST /api/v1/conversations/:id/hand-back': 'agent',
  'POST /api/v1/conversations/:id/results': 'agent',
  'POST /api/v1/conversations/:id/notes': 'agent',
  'PUT /api/v1/conversations/:id/details': 'agent',
  'DELETE /api/v1/conversations/:id': 'admin',

  // shared ones are written by supervisors and admins, one's own by oneself
  'GET /api/v1/canned-replies': 'agent',
  'POST /api/v1/canned-replies': 'agent',
  'PUT /api/v1/canned-replies/:id': 'agent',
  'DELETE /api/v1/canned-replies/:id': 'agent',
  'GET /api/v1/conversations/:id/visitor': 'agent',
  'PUT /api/v1/conversations/:id/person': 'agent',
  'POST /api/v1/conversations/:id/person': 'agent',
  'GET /api/v1/conversations/:id/transcript': 'agent',
  'POST /api/v1/conversations/:id/transcript-mails': 'agent',
  'GET /api/v1/visitor/transcript': 'visitor',
  'POST /api/v1/visitor/transcript-mails': 'visitor',
  'GET /api/v1/close-reasons': 'agent',
  'PUT /api/v1/close-reasons': 'admin',

  'GET /api/v1/crm/records': 'agent',
  'POST /api/v1/persons/search': 'agent',
  'POST /api/v1/organisations/search': 'agent',
  'GET /api/v1/persons/:id': 'agent',
  'PUT /api/v1/persons/:id': 'agent',
  'POST /api/v1/persons/:id/merge': 'agent',

  'GET /api/v1/live': 'supervisor',
  'GET /api/v1/reports': 'supervisor',
  'GET /api/v1/reports/csv': 'supervisor',
  'GET /api/v1/reports/conversations/csv': 'supervisor',

  'GET /api/v1/playbooks': 'admin',
  'POST /api/v1/playbooks': 'admin',
  // editors load it by its address
  'GET /api/v1/playbooks/schema': 'public',
  'POST /api/v1/playbooks/validate': 'admin',
  'POST /api/v1/playbooks/simulate': 'admin',
  'GET /api/v1/playbooks/templates': 'admin',
  'POST /api/v1/playbooks/from-template': 'admin',
  'GET /api/v1/playbooks/versions/:versionId': 'admin',
  'GET /api/v1/playbooks/versions/:versionId/export': 'admin',
  'GET /api/v1/playbooks/versions/:versionId/insight': 'admin',
  'GET /api/v1/playbooks/:id': 'admin',
  'GET /api/v1/playbooks/:id/draft': 'admin',
  'PUT /api/v1/playbooks/:id/draft': 'admin',
  'POST /api/v1/playbooks/:id/draft/live-chat': 'admin',
  'POST /api/v1/playbooks/:id/publish': 'admin',
  'POST /api/v1/playbooks/:id/duplicate': 'admin',
  'POST /api/v1/playbooks/:id/archive': 'admin',
  'POST /api/v1/playbooks/:id/unarchive': 'admin',
  'GET /api/v1/playbooks/:id/diff': 'admin',
  'GET /api/v1/playbooks/:id/history': 'admin',
  'POST /api/v1/playbooks/:id/trials': 'admin',
  'GET /api/v1/playbooks/:id/trials/latest': 'admin',
  'GET /api/v1/trials/:id': 'admin',
  'DELETE /api/v1/trials/:id': 'admin',

  'GET /api/v1/sites': 'agent',
  'PUT /api/v1/sites/:siteId/active-version': 'admin',
  'POST /api/v1/sites/:siteId/roll-back': 'admin',
  'PUT /api/v1/sites/:siteId/defaults': 'admin',
  'PUT /api/v1/sites/:siteId/hours': 'admin',
  'POST /api/v1/sites/:siteId/identity-secret': 'admin',
  'DELETE /api/v1/sites/:siteId/identity-secret': 'admin',

  'GET /api/v1/teams': 'agent',
  'POST /api/v1/teams': 'admin',
  'PUT /api/v1/agents/:id/team': 'admin',

  'GET /api/v1/routing': 'agent',
  'PUT /api/v1/routing': 'admin',
  'PUT /api/v1/teams/:id/routing': 'admin',
};

/** Routes of the API's documentation, which a library registers: public, and read-only. */
export const DOCUMENTATION_ROUTES = /^GET \/api\/(docs(\/.*)?|openapi\.json)$/;

/** Every socket event by namespace. */
export const SOCKET_RULES: Readonly<Record<string, Who>> = {
  [`${NAMESPACES.visitor} timeline:read`]: 'visitor',
  [`${NAMESPACES.visitor} message:send`]: 'visitor',
  [`${NAMESPACES.visitor} message:edit`]: 'visitor',
  [`${NAMESPACES.visitor} message:delete`]: 'visitor',
  [`${NAMESPACES.visitor} answer:send`]: 'visitor',
  [`${NAMESPACES.visitor} typing`]: 'visitor',
  [`${NAMESPACES.visitor} seen`]: 'visitor',
  [`${NAMESPACES.visitor} page:seen`]: 'visitor',
  [`${NAMESPACES.visitor} rating:send`]: 'visitor',

  [`${NAMESPACES.agent} conversation:watch`]: 'agent',
  [`${NAMESPACES.agent} conversation:unwatch`]: 'agent',
  [`${NAMESPACES.agent} timeline:read`]: 'agent',
  [`${NAMESPACES.agent} message:send`]: 'agent',
  [`${NAMESPACES.agent} message:edit`]: 'agent',
  [`${NAMESPACES.agent} message:delete`]: 'agent',
  [`${NAMESPACES.agent} note:send`]: 'agent',
  [`${NAMESPACES.agent} typing`]: 'agent',
  [`${NAMESPACES.agent} sight`]: 'agent',
  [`${NAMESPACES.agent} seen`]: 'agent',
};
