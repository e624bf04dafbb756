import { addPiece, checkImport, createImport, runImport } from '#server/modules/imports/index'
import type { WriteContext } from '#server/platform/context'

/** Who left a card at the stand of the fair, as somebody typed it: two of them with a mistake. Everybody is invented. */
const FAIR = [
  '姓名,邮箱,国家,生日,会员等级,积分,积分到期日,标签,接受邮件营销,备注', '林晓彤,lin.xiaotong@example.com,中国,1991-04-18,Reef,300,2026-06-30,广交会,是,要亚麻样布', '陈嘉文,chen.jiawen@example.com,中国香港,11-02,,120,2026-06-30,"广交会,礼品",是,',
  'Amira Haddad,amira.haddad@example.com,AE,1987-09-30,,120,2026-06-30,广交会,否,asks for carton prices', 'Jonas Weber,jonas.weber@example,德国,,,120,2026-06-30,广交会,是,', '佐々木 玲奈,sasaki.rena@example.com,日本,1995/12/24,,120,2026-06-30,广交会,,',
  'Camila Duarte,camila.duarte@example.com,Brazil,03/04/1990,,120,2026-06-30,广交会,是,', '黄志远,huang.zhiyuan@example.com,新加坡,1983-01-09,Reef,300,2026-06-30,"广交会,批发",是,', 'Elise Moreau,elise.moreau@example.com,FR,,,120,2026-06-30,广交会,,wrote down her address by hand',
].join('\r\n')

/** Leaves a file of members in a new store that was checked and waits to be brought in. `worldNow`: when somebody sent it. */
export async function bringFile(ctx: WriteContext, { worldNow }: { worldNow: number }): Promise<void> {
  const content = Buffer.from(`\uFEFF${FAIR}\r\n`)
  const { import: id } = await createImport({ ...ctx, now: worldNow }, { name: '广交会名片.csv', bytes: content.length })
  await addPiece(ctx, { import: id, number: 1, content: content.toString('base64') })
  const columns = ['name', 'email', 'region', 'birthday', 'level', 'points', 'pointsUntil', 'tags', 'consentEmail', null] as const
  await checkImport(ctx, { import: id, encoding: 'utf-8', delimiter: ',', columns: [...columns], source: 'canton-fair', isOverwriting: false, levelUntil: '2026-12-31', consentText: '展会登记表 2025', reason: 'A gift at the fair' })
  while (await runImport(ctx, { worldNow }));
}
