import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the host keeps its data unless told otherwise: the place that the system gives to programs of a person. */
export function defaultDataDirectory(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment['STYKOVKA_DATA_DIR']) return environment['STYKOVKA_DATA_DIR']
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Stykovka')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Stykovka')
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'stykovka')
}
