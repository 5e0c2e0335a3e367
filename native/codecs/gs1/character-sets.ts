/** GS1 General Specifications, §7.11: what may stand in a value of each kind. */
const set82 = /[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/u
const set39 = /[#\-/0-9A-Z]/u
const set64 = /[0-9A-Z_a-z-]/u

export const inSet82 = (character: string): boolean => set82.test(character)
export const inSet39 = (character: string): boolean => set39.test(character)
export const inSet64 = (character: string): boolean => set64.test(character)

/** Set 82 in the order of its values, which the check pair of a GMN is computed from (§7.9.5). */
export const set82InOrder = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
/** Set 32 in the order of its values. */
export const set32InOrder = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
