import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import type { HostClient } from '../../electron/host/rpc/serve.ts'

const main = fileURLToPath(new URL('../../electron/browser-shell/main.ts', import.meta.url))

let dataDirectory: string
const started: ChildProcess[] = []
beforeEach(() => (dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-shell-'))))
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 })
})

interface Shell {
  child: ChildProcess
  stdout: () => string
  stderr: () => string
  address: Promise<URL>
  ended: Promise<number | null>
}

function start(...parameters: string[]): Shell {
  const child = spawn(process.execPath, [main, '--no-open', '--data-dir', dataDirectory, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()))
  const address = new Promise<URL>((resolve) => {
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString()
      if (stdout.includes('\n')) resolve(new URL(stdout.trim()))
    })
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, stdout: () => stdout, stderr: () => stderr, address, ended }
}

function connect(address: URL): Promise<{ client: HostClient; socket: NodeWebSocket }> {
  const target = `ws://${address.host}/rpc${address.search}`
  return new Promise((resolve, reject) => {
    const socket = new NodeWebSocket(target)
    socket.once('error', reject)
    socket.once('open', () =>
      resolve({ socket, client: createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket })) }),
    )
  })
}

test('prints one line with the address, serves the host, and ends cleanly when asked to', async () => {
  const shell = start('--virtual')
  const address = await shell.address
  const { client } = await connect(address)
  expect(await client.system.state()).toMatchObject({ shell: 'browser', bench: true, dataDirectory })
  expect((await client.devices.families()).map(({ role }) => role)).toEqual(
    expect.arrayContaining(['fiscal-register', 'scale', 'scanner', 'payment-terminal']),
  )

  const second = start('--virtual')
  expect(await second.ended).toBe(1)
  expect(second.stdout()).toBe('')
  expect(second.stderr()).toContain('уже запущена')

  shell.child.kill('SIGTERM')
  expect(await shell.ended).toBe(0)
  expect(shell.stdout()).toBe(`${address.href}\n`)
  expect(existsSync(join(dataDirectory, 'host.lock'))).toBe(false)
})

test.runIf(process.platform === 'linux')('starts a host that died anew, on the devices where it was left', async () => {
  const shell = start()
  const address = await shell.address
  const { client, socket } = await connect(address)
  const before = await client.system.useBench({ bench: true })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const [hostProcess] = readFileSync(`/proc/${shell.child.pid}/task/${shell.child.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  process.kill(hostProcess!, 'SIGKILL')
  await closed
  let again: HostClient | undefined
  await expect
    .poll(async () => (again = (await connect(address)).client) !== undefined, { timeout: 20_000, interval: 300 })
    .toBe(true)
  const after = await again!.system.state()
  expect(after.hostId).not.toBe(before.hostId)
  expect(after).toMatchObject({ bench: true })
  shell.child.kill('SIGINT')
  expect(await shell.ended).toBe(0)
})

test('refuses options and ports that make no sense', async () => {
  expect(await start('--port', '99999').ended).toBe(2)
  expect(await start('--nonsense').ended).not.toBe(0)
})
