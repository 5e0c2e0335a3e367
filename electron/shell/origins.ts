/** The one origin that the workstation's page has. */
export const appScheme = 'app'
export const appHost = 'stykovka'
export const appOrigin = `${appScheme}://${appHost}`

/** Addresses that a person may be led to in a browser of their own: documentation of authorities that our texts cite. */
const outsideHosts: ReadonlySet<string> = new Set([
  'www.nalog.gov.ru',
  'kkt-online.nalog.ru',
  'честныйзнак.рф',
  'xn--80ajghhoc2aj1c8b.xn--p1ai',
])

/** What to do with an address that the page wants to go to. */
export function classifyUrl(address: string): 'own' | 'open-outside' | 'refuse' {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return 'refuse'
  }
  if (url.protocol === `${appScheme}:` && url.host === appHost) return 'own'
  const plain = url.username === '' && url.password === '' && url.port === ''
  return url.protocol === 'https:' && plain && outsideHosts.has(url.hostname) ? 'open-outside' : 'refuse'
}

interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** True only for the main frame of our own page. Asked before any argument of a message is looked at. */
export function isOwnMainFrame({ senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame.parent === null && classifyUrl(senderFrame.url) === 'own'
}
