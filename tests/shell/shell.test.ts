import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import { answerAppRequest } from '../../electron/shell/app-protocol.ts'
import { childEnvironment } from '../../electron/shell/child-environment.ts'
import { classifyUrl, isOwnMainFrame } from '../../electron/shell/origins.ts'
import { openSecret, sealSecret, secretKeeping } from '../../electron/shell/secrets.ts'
import { startShell } from '../../electron/shell/start-shell.ts'
import { createFakeElectron, type FakeUtilityProcess, type FakeWindow } from './fake-electron.ts'

const files = { page: '/page', preload: '/preload/index.cjs', hostEntry: '/main/host.utility.js' }
const ownFrame = { url: 'app://stykovka/index.html#/log', parent: null }

async function started(options: Parameters<typeof createFakeElectron>[0] = {}, commandLine: string[] = []) {
  const fake = createFakeElectron(options)
  const clock = new SimulatedClock()
  await startShell(fake.electron, files, clock, commandLine)
  return { ...fake, clock, window: fake.windows[0] as FakeWindow, host: fake.hosts[0] as FakeUtilityProcess }
}

describe('starting', () => {
  test('the sandbox comes first, then the scheme, then the window; the host starts without waiting for it', async () => {
    const { log, window, host } = await started({}, ['--virtual'])
    expect(log.slice(0, 4)).toEqual(['enableSandbox', 'privileged app', 'menu', 'ready'])
    expect(window.loaded).toBe('app://stykovka/')
    expect(window.shown).toBe(false)
    window.emit('ready-to-show')
    expect(window.shown).toBe(true)
    expect(host.entry).toBe(files.hostEntry)
    expect(host.hostArguments).toEqual(['--data-dir', '/user-data', '--virtual'])
  })

  test('a second instance leaves at once and the first one comes to the front', async () => {
    const second = createFakeElectron({ lock: false })
    await startShell(second.electron, files, new SimulatedClock(), [])
    expect(second.log).toEqual(['enableSandbox', 'quit', 'gone'])
    expect(second.windows).toEqual([])
    const { app, window } = await started()
    app.emit('second-instance')
    expect(window.focused).toBe(1)
  })

  test('the window has every guard of the security checklist', async () => {
    const { window } = await started()
    expect(window.options.webPreferences).toEqual({
      preload: files.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
    })
  })
})

describe('the port to the host', () => {
  test('goes to the main frame of our page and to nobody else', async () => {
    const { ipcMain, window, host } = await started()
    const strangers = [
      { url: 'https://example.com/', parent: null },
      { url: 'app://stykovka.evil/', parent: null },
      { url: 'app://stykovka/', parent: ownFrame },
      null,
    ]
    for (const senderFrame of strangers)
      ipcMain.emit('stykovka-port-wanted', { senderFrame, sender: window.webContents })
    expect(host.posted).toEqual([])
    ipcMain.emit('stykovka-port-wanted', { senderFrame: ownFrame, sender: window.webContents })
    expect(host.posted).toHaveLength(1)
    expect(window.webContents.posted).toEqual([{ channel: 'stykovka-port', ports: [expect.anything()] }])
  })

  test('is renewed after the host was restarted, with growing pauses, until it is given up', async () => {
    const { ipcMain, window, hosts, clock, errors } = await started()
    ipcMain.emit('stykovka-port-wanted', { senderFrame: ownFrame, sender: window.webContents })
    for (const pause of [1_000, 2_000, 5_000, 10_000]) {
      const count = hosts.length
      hosts.at(-1)?.emit('exit', 1)
      await clock.advance(pause - 1)
      expect(hosts).toHaveLength(count)
      await clock.advance(1)
      expect(hosts).toHaveLength(count + 1)
    }
    expect(window.webContents.posted).toHaveLength(5)
    hosts.at(-1)?.emit('exit', 1)
    await clock.advance(60_000)
    expect(hosts).toHaveLength(5)
    expect(errors).toEqual(['Служба устройств не запускается'])
  })

  test('the host is asked to end before the application goes', async () => {
    const { app, host, log, clock } = await started()
    app.quit()
    expect(log).not.toContain('gone')
    expect(host.posted.at(-1)?.message).toEqual({ name: 'stop' })
    await clock.advance(10)
    expect(log.at(-1)).toBe('gone')
    expect(host.killed).toBe(false)
  })
})

describe('what the page may not do', () => {
  test.each([
    ['app://stykovka/index.html', 'own'],
    ['https://www.nalog.gov.ru/rn77/', 'open-outside'],
    ['https://user@www.nalog.gov.ru/', 'refuse'],
    ['https://www.nalog.gov.ru.evil.example/', 'refuse'],
    ['http://www.nalog.gov.ru/', 'refuse'],
    ['file:///etc/passwd', 'refuse'],
    ['javascript:alert(1)', 'refuse'],
    ['app://other/', 'refuse'],
    ['', 'refuse'],
  ])('%s is %s', (url, verdict) => {
    expect(classifyUrl(url)).toBe(verdict)
  })

  test('windows, navigation and embedded views are refused; a known address opens outside', async () => {
    const { window, opened } = await started()
    const contents = window.webContents
    expect(contents.openHandler?.({ url: 'https://www.nalog.gov.ru/' })).toEqual({ action: 'deny' })
    expect(contents.openHandler?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' })
    expect(opened).toEqual(['https://www.nalog.gov.ru/'])
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      let prevented = false
      contents.emit(event, { url: 'https://example.com/', preventDefault: () => (prevented = true) })
      expect(prevented, event).toBe(true)
    }
  })

  test('of all permissions only copying to the clipboard is granted, and only to our page', async () => {
    const { session } = await started()
    const names = [
      'clipboard-read',
      'clipboard-sanitized-write',
      'media',
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'pointerLock',
      'fullscreen',
      'openExternal',
      'hid',
      'serial',
      'usb',
      'display-capture',
      'idle-detection',
      'window-management',
      'fileSystem',
      'unknown',
    ]
    const grantedTo = (requestingUrl: string) =>
      names.filter((permission) => {
        let granted = false
        session.request?.(null, permission, (answer) => (granted = answer), { requestingUrl })
        return granted && session.check?.(null, permission, requestingUrl)
      })
    expect(grantedTo('app://stykovka/')).toEqual(['clipboard-sanitized-write'])
    expect(grantedTo('https://example.com/')).toEqual([])
    expect(session.device?.()).toBe(false)
  })

  test('the sender of a message is looked at before the message', () => {
    expect(isOwnMainFrame({ senderFrame: ownFrame })).toBe(true)
    expect(isOwnMainFrame({ senderFrame: null })).toBe(false)
  })
})

describe('app://stykovka/', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" content="__CSP_NONCE__">')
  writeFileSync(join(folder, 'secret.env'), 'x')

  test('serves the page with its policy and a nonce of its own', async () => {
    const [first, second] = [
      await answerAppRequest(folder, 'app://stykovka/', 'GET'),
      await answerAppRequest(folder, 'app://stykovka/', 'GET'),
    ]
    const policy = first.headers.get('content-security-policy') as string
    const nonce = /'nonce-([^']+)'/u.exec(policy)?.[1] as string
    expect(await first.text()).toContain(nonce)
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("connect-src 'self';")
    expect(second.headers.get('content-security-policy')).not.toBe(policy)
  })

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/secret.env',
    '/C:/windows',
    '/missing.js',
    '//etc/passwd',
  ])('refuses %s', async (path) => {
    const answer = await answerAppRequest(folder, `app://stykovka${path}`, 'GET')
    expect(answer.status === 404 || answer.status === 403).toBe(true)
  })

  test('answers its own host and GET only', async () => {
    expect((await answerAppRequest(folder, 'app://other/', 'GET')).status).toBe(403)
    expect((await answerAppRequest(folder, 'app://stykovka/', 'POST')).status).toBe(403)
  })
})

describe('secrets', () => {
  test('are sealed by the system and opened again', () => {
    const { electron } = createFakeElectron()
    const sealed = sealSecret(electron, 'win32', 'пароль') as string
    expect(openSecret(electron, 'win32', sealed)).toBe('пароль')
    expect(openSecret(electron, 'win32', 'garbage')).toBeUndefined()
  })

  test('a fixed password of Linux is not called encryption', () => {
    const { electron } = createFakeElectron({ encryption: 'basic_text' })
    expect(secretKeeping(electron, 'linux')).toBe('unavailable')
    expect(sealSecret(electron, 'linux', 'x')).toBeUndefined()
  })
})

test('children get no variable that would make another program of them', () => {
  expect(
    childEnvironment({
      PATH: '/bin',
      NODE_OPTIONS: '--require=x',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: 'x',
      DEBUG: '*',
      DEBUGGER: 'y',
    }),
  ).toEqual({
    PATH: '/bin',
    DEBUGGER: 'y',
  })
})
