import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

export interface StaticFile {
  readonly type: string
  readonly content: Buffer
}

/** Turns a request's path into a file name inside the folder, or `undefined` for anything that does not name one plainly. */
export function relativePath(requestPath: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(requestPath)
  } catch {
    return undefined
  }
  if (path === '/') return 'index.html'
  if (!/^(?:\/[\w@-][\w.@-]*)+$/u.test(path)) return undefined
  return path.slice(1)
}

/** Reads a file of `folder`. `undefined` for what is not there, not of a known type, or lies elsewhere behind a link. */
export async function readStaticFile(folder: string, requestPath: string): Promise<StaticFile | undefined> {
  const relative = relativePath(requestPath)
  const type = relative && types[extname(relative)]
  if (!relative || !type) return undefined
  try {
    const [root, path] = [await realpath(folder), await realpath(join(folder, relative))]
    if (!path.startsWith(root + sep) || !(await stat(path)).isFile()) return undefined
    return { type, content: await readFile(path) }
  } catch {
    return undefined
  }
}
