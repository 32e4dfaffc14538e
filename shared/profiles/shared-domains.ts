// Domains beneath which names belong to different people: what is granted there never spreads from one name to its neighbours.

/**
 * Hosting and forwarding services that give each customer a name of their own, out of the private section of the Public Suffix List
 * (https://publicsuffix.org/list/), and service names whose customers are told apart by their first label.
 */
const HOSTING = `
  github.io githubusercontent.com gitlab.io bitbucket.io codeberg.page pages.dev workers.dev r2.dev vercel.app now.sh netlify.app
  herokuapp.com azurewebsites.net azurestaticapps.net cloudapp.net trafficmanager.net
  azureedge.net azurefd.net cloudfront.net awsapprunner.com amplifyapp.com web.app firebaseapp.com
  firebaseio.com appspot.com cloudfunctions.net googleusercontent.com translate.goog blogspot.com fly.dev
  onrender.com railway.app up.railway.app repl.co replit.app replit.dev glitch.me surge.sh deno.dev deno.net hf.space streamlit.app
  ondigitalocean.app supabase.co ngrok.io ngrok.app ngrok.dev
  ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt localhost.run serveo.net nip.io sslip.io duckdns.org ddns.net no-ip.org
  dyndns.org hopto.org zapto.org myftp.org wordpress.com wixsite.com webflow.io weebly.com carrd.co notion.site tumblr.com substack.com
  myshopify.com sharepoint.com zendesk.com atlassian.net slack.com salesforce.com force.com service-now.com okta.com auth0.com
  js.org is-a.dev eu.org uk.com us.com de.com co.com gitbook.io readthedocs.io rtfd.io oastify.com webhook.site pipedream.net
`;

/** Clouds in which names of several labels are shared in turn: a region, a service. */
const CLOUDS = `
  amazonaws.com on.aws elasticbeanstalk.com azure.com windows.net googleapis.com run.app digitaloceanspaces.com linodeobjects.com
  backblazeb2.com wasabisys.com oraclecloud.com aliyuncs.com myqcloud.com
`;

/** Second levels under which countries give out names. */
const COUNTRY_SECOND = 'ac co com edu go gob gov gouv gv ltd me mil ne net nhs nom or org plc police sch';

/** Where anyone can have an address. */
const PUBLIC_MAIL = `
  gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com aol.com icloud.com me.com mac.com
  proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at web.de mail.com mail.ru yandex.ru yandex.com qq.com 163.com 126.com
  sina.com zoho.com fastmail.com hey.com tutanota.com tuta.io posteo.de mailbox.org t-online.de freenet.de orange.fr free.fr laposte.net
  libero.it comcast.net verizon.net att.net naver.com mailinator.com guerrillamail.com yopmail.com duck.com
`;

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));
const hosting = words(HOSTING);
const clouds = words(CLOUDS);
const countrySecond = words(COUNTRY_SECOND);
const publicMail = words(PUBLIC_MAIL);

/** Whether the names right beneath a domain belong to different people. Doubtful ones count. */
function isShared(domain: string): boolean {
  const labels = domain.split('.');
  const [first = '', second = ''] = labels;
  if (labels.length < 2 || hosting.has(domain)) return true;
  return labels.length === 2 && countrySecond.has(first) && second.length === 2;
}

/**
 * The widest domain above a host, or itself, that has one owner, as far as that can be told without the whole Public Suffix List. `domains`
 * are the host and all domains above it. Null where it can't be told: for an address, a host of two labels, a name in a cloud.
 */
export function ownedDomain(domains: readonly string[]): string | null {
  const [host = ''] = domains;
  if (host.split('.').length < 3 || domains.some((domain) => clouds.has(domain))) return null;
  const shared = domains.findIndex(isShared);
  return shared < 1 ? null : (domains[shared - 1] ?? null);
}

/** Whether anyone can have an address in the domain. */
export function isPublicMail(domain: string): boolean {
  return publicMail.has(domain);
}
