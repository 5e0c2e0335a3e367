import type { DeviceManifest } from '../../device-family.ts'

/** USB ids that scanners in COM mode were met with: vendor, product, how surely, model. */
const rows = `
1eab:8206 high Newland EM3080-01/EM3095/FR20/FM30
1eab:0106 high Newland HR200
1eab:0c06 high Newland HR100/HR3260 cordless/HR3290 cordless/BS80
1eab:0d06 high Newland EM2028
1eab:1306 high Newland EM30xx/EM20xx/HR3260 corded/HR200C
1eab:1406 high Newland HR15-xx
1eab:1606 high Newland FM100-M/3250
1eab:1906 high Newland EM1300
1eab:1a06 high Newland HR3290 corded/HR22
1eab:1c06 high Newland HR2150
1eab:1d06 high Newland FM430
1eab:1e06 high Newland HR42
1eab:1f06 high Newland HR11+
1eab:2006 high Newland EM2037v2
1eab:8006 high Newland EM13x5-LD/HR15-70/HR100-70/HR12/HR1150-70
1eab:8306 high Newland HR2160
1f3a:1009 medium ATOL SB2108 Plus
2dd6:0261 medium Mercury 2300, Mertech CL-2200, CL-660, IDZOR 2200
2dd6:21ca medium Mercury 2300, Mertech CL-2200, CL-660, IDZOR 2200
2dd6:228a medium Mercury 2300, Mertech CL-2200, CL-660, IDZOR 2200
2dd6:2a6a medium Mercury 2300, Mertech CL-2200, CL-660, IDZOR 2200
ac90:3003 low SC-60ABH
0647:3339 low BurstScan X L
1a86:5723 medium Netum, ATOL
28e9:018a low GigaDevice
27dd:0002 high Mindeo 6600-HD
0c2e:0caa medium Honeywell 1200g
0c2e:0700 medium MS7120
0c2e:0720 medium MS7120
0c2e:0b6a medium Vuquest 3310
23d0:0c82 medium Youjie scanner
0536:016a medium IT5600
0536:040a medium 3800r
0536:018a medium IT5800
0536:042a medium 3800i
0536:01ca medium IT4800
0536:046a medium 4800i
0536:020a medium IT4600
0536:044a medium 4600g
0536:02ea medium 3800g
0536:028a medium IT4200
05e0:0600 medium Symbol
05e0:1701 high Zebra DS4308, MS4717
05f9:4204 high Gryphon series
05f9:4205 low Datalogic
067e:0803 high Intermec
067e:0805 high Intermec
065a:0009 high NLV-1001 / OPN-2001
`

export const usbIds: DeviceManifest['usb'] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [, vendorId = '', productId = '', confidence, model = ''] =
      /^(\w{4}):(\w{4}) (high|medium|low) (.+)$/u.exec(row) ?? []
    return { vendorId, productId, confidence: confidence as 'high' | 'medium' | 'low', model }
  })
