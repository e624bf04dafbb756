import { expect, test } from 'vitest'
import { mapColumns } from './fields.ts'

test.each([
  ['SHOPLINE in Chinese', '会员编号,姓名,邮箱,手机号码,生日,会员等级,等级到期日,积分余额,积分到期日,标签,接受邮件营销', 'externalId,name,email,phone,birthday,level,levelUntil,points,pointsUntil,tags,consentEmail'],
  ['SHOPLINE in traditional Chinese', '顧客 ID,全名,電郵,電話號碼,會員等級,會員點數,標籤', 'externalId,name,email,phone,level,points,tags'],
  ['Shopify', 'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Country Code,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Tags', 'externalId,givenName,familyName,email,consentEmail,region,,phone,consentSms,,tags'],
  ['a spreadsheet of somebody', '手机（必填）,E-mail *,积 分,VIP Tier,备注', 'phone,email,points,level,'],
  ['consents in Chinese', '会员编号,同意接收邮件,同意短信,同意 WhatsApp,同意电话,同意邮寄', 'externalId,consentEmail,consentSms,consentWhatsapp,consentPhone,consentPost'],
  ['a consent in short', '邮箱,同意邮件', 'email,consentEmail'],
  ['two that fit: the better one', 'ID,Customer ID', ',externalId'],
])('the headings of %s are known', (_, headings, fields) => {
  expect(mapColumns(headings.split(',')).map((field) => field ?? '').join()).toBe(fields)
})
