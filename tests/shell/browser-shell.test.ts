import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { serveShell, type ShellServer } from '../../electron/browser-shell/serve.ts'
import { serveLoopback } from '../../electron/host/carriers/web-socket.ts'
import { createHost, type Host } from '../../electron/host/create-host.ts'
import type { HostClient } from '../../electron/host/rpc/serve.ts'
import { emptyPlace } from '../../electron/host/test-support/empty-place.ts'
import { systemClock } from '../../native/foundation/clock.ts'

let folder: string
let host: Host
let carrier: Awaited<ReturnType<typeof serveLoopback>>
let shell: ShellServer
let token: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stykovka-page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  )
  writeFileSync(join(folder, 'assets/index.js'), 'export {}')
  writeFileSync(join(folder, 'assets/secret.exe'), 'no')
  host = await createHost({
    clock: systemClock,
    dataDirectory: ':memory:',
    system: emptyPlace(),
    makeBench: emptyPlace,
    shell: 'test',
  })
  carrier = await serveLoopback(host, { port: 0, token: 'host-token' })
  shell = await serveShell({ folder, port: 0, findHost: async () => ({ port: carrier.port, token: 'host-token' }) })
  token = new URL(shell.address).searchParams.get('token')!
})
afterEach(async () => {
  await shell.close()
  await carrier.close()
  await host.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: shell.port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (body += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.once('error', reject)
    sent.end()
  })
}

const cookieOf = (answer: Answer) => answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''

describe('the browser shell', () => {
  test('serves the page to whoever has the token, with a policy whose nonce stands in the page and is new each time', async () => {
    const answer = await get(`/?token=${token}`)
    expect(answer.status).toBe(200)
    const policy = String(answer.headers['content-security-policy'])
    const nonce = /'nonce-([\w-]+)'/u.exec(policy)?.[1]
    expect(nonce).toHaveLength(22)
    expect(answer.body).toBe(`<meta property="csp-nonce" content="${nonce}"><style nonce="${nonce}"></style>`)
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "require-trusted-types-for 'script'",
      `connect-src 'self' ws://127.0.0.1:${shell.port}`,
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split('; ')).toContain(part)
    }
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/u)
    const again = await get('/', { cookie: cookieOf(answer) })
    expect(again.status).toBe(200)
    expect(again.headers['content-security-policy']).not.toContain(nonce)
  })

  test('refuses whoever comes without, from elsewhere, or for something that is not the page', async () => {
    expect((await get('/')).status).toBe(403)
    expect((await get('/?token=wrong')).status).toBe(403)
    const cookie = cookieOf(await get(`/?token=${token}`))
    const own = { cookie }
    expect((await get('/assets/index.js', own)).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await get('/assets/secret.exe', own)).status).toBe(404)
    expect((await get('/assets/none.js', own)).status).toBe(404)
    expect((await get('/..%2f..%2fetc%2fpasswd', own)).status).toBe(404)
    symlinkSync('/etc/hostname', join(folder, 'assets/outside.txt'))
    expect((await get('/assets/outside.txt', own)).status).toBe(404)
    expect((await get('/', { ...own, host: 'shop.example' })).status).toBe(403)
    expect((await get('/', { ...own, origin: 'https://shop.example' })).status).toBe(403)
    expect((await get('/', { ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await get('/', own, 'POST')).status).toBe(405)
    expect((await get('/', own, 'HEAD')).body).toBe('')
  })

  test('passes the page’s WebSocket on to the host, and says when there is none', async () => {
    const cookie = cookieOf(await get(`/?token=${token}`))
    const origin = `http://127.0.0.1:${shell.port}`
    const socket = new NodeWebSocket(`ws://127.0.0.1:${shell.port}/rpc?token=${token}`, { headers: { cookie, origin } })
    const client: HostClient = createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket }))
    expect(await client.system.state()).toMatchObject({ shell: 'test' })

    const refused = (path: string, headers: Record<string, string>) =>
      new Promise((resolve) => {
        const attempt = new NodeWebSocket(`ws://127.0.0.1:${shell.port}${path}`, { headers })
        attempt.once('open', () => resolve('open'))
        attempt.once('error', (error) => resolve(error.message))
      })
    expect(await refused('/rpc', { origin })).toMatch('403')
    expect(await refused(`/rpc?token=${token}`, { cookie, origin: 'https://shop.example' })).toMatch('403')
    expect(await refused(`/other?token=${token}`, { cookie, origin })).toMatch('403')
    // Another browser with the same address, while this one is connected.
    expect(await refused(`/rpc?token=${token}`, { origin })).toMatch('403')
    expect((await get(`/?token=${token}`)).status).toBe(403)

    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.close()
    await closed
    expect((await get(`/?token=${token}`)).status).toBe(200)
  })

  test('answers 503 to a WebSocket while the host is being started anew', async () => {
    await shell.close()
    shell = await serveShell({ folder, port: 0, findHost: () => Promise.reject(new Error('no host')) })
    const own = new URL(shell.address).searchParams.get('token')
    const message = await new Promise((resolve) => {
      const attempt = new NodeWebSocket(`ws://127.0.0.1:${shell.port}/rpc?token=${own}`)
      attempt.once('error', (error) => resolve(error.message))
    })
    expect(message).toMatch('503')
  })
})
