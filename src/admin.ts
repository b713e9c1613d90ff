// The door `klamm/admin`: a broker of `klamm/testing`, offered over HTTP.

export type { AdminOptions, AdminServer } from './admin/serve-admin.ts';
export { serveAdmin } from './admin/serve-admin.ts';
