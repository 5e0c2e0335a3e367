import { CodecError } from '../../../../codecs/codec-error.ts'
import { headerOf, type HttpMessage, type RequestLine } from '../../../../codecs/http/http-message.ts'
import { readJson, type LocatedJson } from '../../../../codecs/json/located-json.ts'
import { tasks } from '../tasks/catalogue.ts'
import { Refusal } from './behaviour.ts'
import type { Faults } from './faults.ts'
import type { Machine } from './machine.ts'
import type { Entry, TaskQueue } from './task-queue.ts'

/** What the server answers: a status and, mostly, JSON. */
export interface Reply {
  readonly status: number
  readonly json?: unknown
}

const deviceId = '1'
/** `user:1234`. */
const credentials = 'Basic dXNlcjoxMjM0'

const refuse = (status: number, description: string, code = 0): Reply => ({
  status,
  json: { error: { code, description } },
})

const settingTypes: Readonly<Record<string, string>> = {
  deleteRequestsAfter: 'number',
  blockQueueOnPrintErrors: 'boolean',
  validateRequestsOnAdd: 'boolean',
}

/** The paths of both versions of the server, over one queue. */
export class WebRoutes {
  signInRequired = false
  readonly #machine: Machine
  readonly #queue: TaskQueue
  readonly #faults: Faults
  #deleteRequestsAfter = 43_200

  constructor(machine: Machine, queue: TaskQueue, faults: Faults) {
    this.#machine = machine
    this.#queue = queue
    this.#faults = faults
  }

  serve(request: HttpMessage<RequestLine>): Reply {
    const { method, path } = request.line
    const [place = '', query = ''] = path.split('?')
    if (place === '/api/v2/serverInfo') return method === 'GET' ? this.#serverInfo() : { status: 405 }
    if (this.signInRequired && headerOf(request, 'authorization') !== credentials)
      return refuse(401, 'Требуется авторизация')
    try {
      const body = request.body.length > 0 ? readJson(request.body) : undefined
      if (place.startsWith('/api/v2/')) return this.#serveV2(method, place.slice(8), query, body)
      return this.#serveV1(method, place, body)
    } catch (error) {
      if (error instanceof CodecError) return refuse(400, 'Некорректный JSON')
      throw error
    }
  }

  #serverInfo(): Reply {
    const { brief, clock } = this.#machine
    const info = { product: 'ATOL Web Requests', version: '1.0.4.0' }
    return { status: 200, json: brief ? info : { ...info, currentDateTime: clock.now() } }
  }

  #serveV2(method: string, place: string, query: string, body: LocatedJson | undefined): Reply {
    const [room, name] = place.split('/')
    const asked = /(?:^|&)deviceID=(?<id>[^&]*)/u.exec(query)?.groups?.['id'] ?? deviceId
    if (asked !== deviceId) return refuse(404, `Устройство с ID [${asked}] не найдено`)
    if (room === 'settings') return this.#settings(method, body)
    if (room === 'devices' && method === 'GET') return { status: 200, json: name ? this.#device() : [this.#device()] }
    if (room === 'getRequestsQueueStatus') return { status: 200, json: this.#queueStatus() }
    if (room === 'operations' && name && method === 'POST') return this.#operate(name)
    if (room !== 'requests') return { status: 404 }
    if (!name) return method === 'POST' ? this.#add(body, 'v2') : { status: 405 }
    const entry = this.#queue.entries.get(name)
    if (!entry) return refuse(404, `Задание с UUID [${name}] для устройства [${deviceId}] не найдено`)
    if (method === 'DELETE')
      return this.#queue.cancel(entry)
        ? { status: 200, json: {} }
        : refuse(409, 'Задание уже выполняется или выполнено')
    return method === 'GET' ? { status: 200, json: { results: this.#results(entry) } } : { status: 405 }
  }

  /** Says nothing of a request until it is done. */
  #serveV1(method: string, place: string, body: LocatedJson | undefined): Reply {
    if (place === '/requests') return method === 'POST' ? this.#add(body, 'v1') : { status: 405 }
    if (place === '/stat/requests') return { status: 200, json: { requests_count: this.#queue.entries.size } }
    const entry = this.#queue.entries.get(place.replace(/^\/requests\//u, ''))
    const isOver = entry?.items.every(({ status }) => !['wait', 'inProgress', 'blocked'].includes(status))
    if (!entry || !isOver) return { status: 404 }
    const results = entry.items.map(({ status, code, description, result }) => ({
      status,
      ...((code !== 0 || !this.#machine.brief) && { errorCode: code, errorDescription: description }),
      ...(result && { result }),
    }))
    return { status: 200, json: { results } }
  }

  #add(body: LocatedJson | undefined, version: 'v1' | 'v2'): Reply {
    this.#queue.canBlock = version === 'v2'
    const uuid = body?.members?.get('uuid')?.value
    const request = body?.members?.get('request')
    const list = request?.items ?? (request ? [request] : [])
    if (typeof uuid !== 'string' || uuid === '') return refuse(400, "Поле 'uuid' не задано или пустое")
    if (list.length === 0) return refuse(400, "Поле 'request' не задано или пустое")
    if (this.#faults.use('device-not-active') !== undefined) return refuse(409, 'Устройство не активировано')
    const entry = this.#queue.add(uuid, list)
    if (!entry) return refuse(409, `Задание с UUID [${uuid}] уже существует`)
    if (version === 'v1') return { status: 201, json: { status: 'ok' } }
    const { blocked } = this.#queue
    const receipt = { uuid, isBlocked: blocked !== undefined }
    if (!blocked) return { status: 201, json: this.#machine.brief ? { uuid } : { number: entry.number, ...receipt } }
    return {
      status: 201,
      json: { number: entry.number, ...receipt, blockedUUID: blocked.uuid, blockReason: blocked.reason },
    }
  }

  #results({ items }: Entry): object[] {
    return items.map(({ status, code, description, result }) => ({
      ...((code !== 0 || !this.#machine.brief) && { error: { code, description } }),
      status,
      ...(result && { result }),
    }))
  }

  #operate(operation: string): Reply {
    const task = [...tasks.values()].find((candidate) => candidate.operation === operation)
    if (!task) return refuse(501, 'Операция не поддерживается')
    const type = { value: task.type, offset: 0, length: 0 }
    const result = this.#queue.execute({ value: {}, offset: 0, length: 0, members: new Map([['type', type]]) })
    if (result instanceof Refusal) return refuse(409, result.description, result.code)
    return { status: 200, json: result }
  }

  #device(): object {
    return {
      id: deviceId,
      name: this.#machine.model,
      isActive: true,
      isDefault: true,
      isLock: false,
      hasLicense: true,
      lastError: null,
      connectionSettings: { model: 500, port: 'usb', usbDevice: 'auto', ofdChannel: 'auto' },
      otherSettings: { useGlobalScriptsSettings: true },
    }
  }

  #queueStatus(): object {
    const { entries, blocked } = this.#queue
    const items = [...entries.values()].flatMap((entry) => entry.items)
    const count = (wanted: string) => items.filter(({ status }) => status === wanted).length
    return {
      number: items.length,
      ready: count('ready'),
      canceled: count('canceled'),
      isBlocked: blocked !== undefined,
      ...(blocked && { blockReason: blocked.reason, blockedUUID: blocked.uuid }),
    }
  }

  #settings(method: string, body: LocatedJson | undefined): Reply {
    if (method === 'PUT') {
      for (const [name, { value }] of body?.members ?? []) {
        const wanted = settingTypes[name]
        if (wanted !== undefined && typeof value !== wanted)
          return refuse(400, `Некорректное значение или тип поля '${name}' (${typeof value})`)
      }
      const block = body?.members?.get('blockQueueOnPrintErrors')?.value
      const age = body?.members?.get('deleteRequestsAfter')?.value
      if (typeof block === 'boolean') this.#queue.blocksOnPrintErrors = block
      if (typeof age === 'number') this.#deleteRequestsAfter = age
    } else if (method !== 'GET') return { status: 405 }
    return {
      status: 200,
      json: {
        deleteRequestsAfter: this.#deleteRequestsAfter,
        blockQueueOnPrintErrors: this.#queue.blocksOnPrintErrors,
        validateRequestsOnAdd: false,
      },
    }
  }
}
