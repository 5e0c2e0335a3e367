import { expect, test } from 'vitest'
import { findBrowser } from './find-browser.ts'

test.each([
  [
    'chromium before others',
    { PATH: '/bin:/usr/bin' },
    'linux',
    ['/usr/bin/google-chrome', '/usr/bin/chromium'],
    '/usr/bin/chromium',
  ],
  ['Edge where nothing else is', { PATH: '/usr/bin' }, 'linux', ['/usr/bin/microsoft-edge'], '/usr/bin/microsoft-edge'],
  ['none', { PATH: '/usr/bin' }, 'linux', [], undefined],
  ['no PATH', {}, 'linux', ['/usr/bin/chromium'], undefined],
  [
    'Chrome on Windows',
    { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
    'win32',
    [
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
] as [string, NodeJS.ProcessEnv, NodeJS.Platform, string[], string | undefined][])(
  '%s',
  (_name, environment, platform, present, expected) => {
    expect(findBrowser(environment, platform, (path) => present.includes(path))).toBe(expected)
  },
)
