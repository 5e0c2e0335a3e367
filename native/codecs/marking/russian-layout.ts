const typed = 'ёйцукенгшщзхъфывапролджэячсмитьбю.' + 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,' + '"№;:?/'
const meant = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?' + '@#$^&|'

/**
 * Undoes the ЙЦУКЕН layout for a code that was typed wholly under it. The punctuation moved with the letters, so the
 * whole text is mapped back or nothing is.
 */
export function undoRussianLayout(text: string): string {
  if (!/[а-яё№]/iu.test(text)) return text
  return Array.from(text, (character) => {
    const place = typed.indexOf(character)
    return place < 0 ? character : meant.charAt(place)
  }).join('')
}
