import { ipcRenderer } from 'electron'

/**
 * Hands the page one port to the host, again after each restart of the host, and nothing else: no channel, no Electron,
 * no Node reaches the page.
 */
window.addEventListener('message', (event) => {
  const wanted = (event.data as { name?: unknown } | null)?.name === 'stykovka-port-wanted'
  if (wanted && event.source === window && event.origin === window.location.origin)
    ipcRenderer.send('stykovka-port-wanted')
})

ipcRenderer.on('stykovka-port', (event) => {
  window.postMessage({ name: 'stykovka-port' }, window.location.origin, event.ports)
})
