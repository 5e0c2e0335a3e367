import { randomBytes } from 'node:crypto'
import { commonHeaders, contentSecurityPolicy } from '../page/content-security-policy.ts'
import { readStaticFile } from '../page/static-files.ts'
import type { ElectronApi } from './electron-api.ts'
import { appHost, appScheme } from './origins.ts'

/** Has to be called before the application is ready. */
export function registerAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page, and nothing else, under `app://stykovka/`. */
export function serveAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>, folder: string): void {
  protocol.handle(appScheme, (request) => answerAppRequest(folder, request.url, request.method))
}

/** One request of the page. The policy travels as a header with every answer; its nonce is new each time. */
export async function answerAppRequest(folder: string, address: string, method: string): Promise<Response> {
  const url = new URL(address)
  if (url.host !== appHost || method !== 'GET') return new Response(null, { status: 403, headers: commonHeaders })
  const file = await readStaticFile(folder, url.pathname)
  if (!file) return new Response(null, { status: 404, headers: commonHeaders })
  const nonce = randomBytes(16).toString('base64')
  const isPage = file.type.startsWith('text/html')
  const content = isPage
    ? file.content.toString('utf8').replaceAll('__CSP_NONCE__', nonce)
    : new Uint8Array(file.content)
  return new Response(content, {
    headers: {
      ...commonHeaders,
      'content-type': file.type,
      'content-security-policy': contentSecurityPolicy({ nonce, connect: [] }),
    },
  })
}
