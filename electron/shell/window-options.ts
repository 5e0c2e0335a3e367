import type { BrowserWindowConstructorOptions } from 'electron'

/** Electron's security checklist as a constant: a test compares it whole, so nothing loosens it in passing. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    title: 'Stykovka',
    autoHideMenuBar: true,
    backgroundColor: '#f4f6f7',
    webPreferences: {
      preload,
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
    },
  }
}
