import type { Menu as ElectronMenu } from 'electron'
import type { ElectronApi } from './electron-api.ts'

/** Only what a keyboard needs: edit, zoom, full screen, leave. Everything else is in the page. */
export function applicationMenu({ Menu }: Pick<ElectronApi, 'Menu'>, locale: string): ElectronMenu {
  const russian = locale.startsWith('ru')
  return Menu.buildFromTemplate([
    {
      label: russian ? 'Правка' : 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: russian ? 'Вид' : 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: russian ? 'Выход' : 'Quit', role: 'quit' },
  ])
}
