/** Codes of «Протокол 100» and «Протокол 1С», with the vendor's names. */
export const commands = {
  UDP_POLL: 0x00,
  ACK_UDP_POLL: 0x01,
  ACK_WEIGHT: 0x10,
  ACK_SET_TARE: 0x12,
  NACK_TARE: 0x15,
  GET_NAME: 0x20,
  ACK_NAME: 0x21,
  SET_NAME: 0x22,
  GET_MASSA: 0x23,
  ACK_MASSA: 0x24,
  GET_SCALE_PAR_AFTER: 0x25,
  ACK_SET: 0x27,
  ERROR: 0x28,
  GET_INIT_2: 0x29,
  GET_ETHERNET: 0x2d,
  ACK_ETHERNET: 0x2e,
  SET_WIFI_IP: 0x31,
  GET_WIFI_IP: 0x33,
  ACK_WIFI_IP: 0x34,
  SET_ETHERNET: 0x39,
  GET_WIFI_SSID: 0x3a,
  ACK_WIFI_SSID: 0x3b,
  SET_WIFI_SSID: 0x3c,
  SET_SYS: 0x55,
  ACK_SET_SYS: 0x56,
  SET_ZERO: 0x72,
  GET_SCALE_PAR: 0x75,
  ACK_SCALE_PAR: 0x76,
  GET_ID: 0x90,
  GET_SYS: 0x92,
  GET_WEIGHT: 0xa0,
  GET_TARE: 0xa1,
  SET_TARE: 0xa3,
  NACK: 0xf0,
} as const

export type CommandName = keyof typeof commands

const names = new Map(Object.entries(commands).map(([name, code]) => [code as number, name as CommandName]))

export function nameOf(code: number): CommandName | undefined {
  return names.get(code)
}

/** Milligrams of one unit of the weight, by the division code of an answer. */
export const divisions: readonly number[] = [100, 1000, 10_000, 100_000, 1_000_000]

/** Codes of the answer ERROR. */
export const errors: Readonly<Record<number, { readonly ru: string; readonly en: string }>> = {
  0x07: { ru: 'команда не поддерживается', en: 'unsupported command' },
  0x08: { ru: 'нагрузка больше НПВ', en: 'load above Max' },
  0x09: { ru: 'весы не в режиме взвешивания', en: 'not in weighing mode' },
  0x0a: { ru: 'недопустимые данные', en: 'bad input data' },
  0x0b: { ru: 'не удалось сохранить', en: 'cannot store' },
  0x10: { ru: 'нет модуля Wi-Fi', en: 'no WiFi module' },
  0x11: { ru: 'нет модуля Ethernet', en: 'no Ethernet' },
  0x15: { ru: 'обнуление невозможно', en: 'zeroing impossible' },
  0x17: { ru: 'нет связи с весовым модулем', en: 'no link to weighing module' },
  0x18: { ru: 'нагрузка на платформе при включении', en: 'load on platform at power-on / zero impossible' },
  0x19: { ru: 'весы неисправны', en: 'scale faulty' },
}
