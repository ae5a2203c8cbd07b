import { load } from '@fingerprintjs/fingerprintjs';

/** `/t-fp.js`: loaded by the script only where the tenant's settings and the visitor's consent allow it. */
window.tb_fp = load({ monitoring: false })
  .then((agent) => agent.get())
  .then((result) => result.visitorId);
