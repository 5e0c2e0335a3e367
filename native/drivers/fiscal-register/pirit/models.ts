/** Number of the model, as 02h/21 gives it. */
export const models: Readonly<Record<number, string>> = {
  1: 'Вики Мини',
  2: 'Вики Тауэр',
  3: 'Вики Принт 57',
  4: 'Вики Принт 57 Плюс',
  5: 'Вики Принт 80 Плюс',
  8: 'Пирит 2Ф',
  9: 'Пирит 2СФ',
}

/** Their drawer has no sensor: 81h always says «closed». */
export const modelsWithoutDrawerSensor: readonly number[] = [3, 4]
