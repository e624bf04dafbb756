import { fieldsOf } from '#tables/headings'

/** What a column of a file of members can be. */
export const FIELDS = [
  'externalId', 'email', 'phone', 'name', 'givenName', 'familyName', 'birthday', 'locale', 'region', 'market', 'tags', 'points', 'pointsUntil', 'level', 'levelUntil',
  'consentEmail', 'consentSms', 'consentWhatsapp', 'consentPhone', 'consentPost',
] as const
export type Field = (typeof FIELDS)[number]

/** What names or reaches a person; what is not known to be anything may be such too. */
export const PERSONAL: ReadonlySet<Field | null> = new Set<Field | null>(['email', 'phone', 'name', 'givenName', 'familyName', 'birthday', null])

/** By which of them a row says who it is about. */
export const NAMING = ['externalId', 'email', 'phone'] as const

export const CONSENTS = { consentEmail: 'email', consentSms: 'sms', consentWhatsapp: 'whatsapp', consentPhone: 'phone', consentPost: 'post' } as const satisfies Partial<Record<Field, string>>
export const CONSENT_FIELDS = Object.keys(CONSENTS) as (keyof typeof CONSENTS)[]

/** Headings as exports of shops, loyalty apps and spreadsheets write them, in English and in Chinese, without spaces and signs. Of several that fit, the first column has the field. */
const HEADINGS: Record<Field, readonly string[]> = {
  externalId: ['externalid', 'customerid', 'memberid', 'userid', 'shopifycustomerid', 'clientid', 'id', 'membernumber', 'memberno', 'cardnumber', 'cardno', '会员编号', '会员id', '会员号', '会员卡号', '卡号', '客户编号', '客户id', '顾客编号', '顾客id', '用户编号', '用户id', '外部编号', '编号', '會員編號', '會員id', '會員號', '顧客編號', '顧客id', '客戶編號', '客戶id'],
  email: ['email', 'emailaddress', 'mail', 'customeremail', 'memberemail', '邮箱', '电子邮箱', '邮箱地址', '电子邮件', '邮件', '邮件地址', '电邮', '電郵', '電郵地址', '電子郵件', '電子信箱', '信箱'],
  phone: ['phone', 'phonenumber', 'mobile', 'mobilephone', 'mobilenumber', 'cellphone', 'telephone', 'tel', 'customerphone', 'defaultaddressphone', '手机', '手机号', '手机号码', '电话', '电话号码', '联系电话', '联系方式', '手機', '手機號', '手機號碼', '電話', '電話號碼', '聯絡電話'],
  name: ['name', 'fullname', 'customername', 'membername', 'displayname', '姓名', '名称', '会员姓名', '会员名称', '客户姓名', '客户名称', '顾客姓名', '昵称', '會員姓名', '會員名稱', '顧客姓名', '顧客名稱', '客戶姓名', '全名'],
  givenName: ['firstname', 'givenname', 'forename', '名', '名字'],
  familyName: ['lastname', 'familyname', 'surname', '姓', '姓氏'],
  birthday: ['birthday', 'birthdate', 'dateofbirth', 'dob', '生日', '出生日期', '会员生日', '會員生日', '生日日期'],
  locale: ['locale', 'language', 'preferredlanguage', 'languagecode', '语言', '偏好语言', '常用语言', '語言', '偏好語言'],
  region: ['country', 'countrycode', 'region', 'defaultaddresscountrycode', 'addresscountry', '国家', '国家地区', '国家代码', '地区', '國家', '國家地區', '地區'],
  market: ['market', '市场', '市場'],
  tags: ['tags', 'tag', 'labels', 'customertags', 'membertags', 'groups', '标签', '会员标签', '客户标签', '顾客标签', '分组', '標籤', '會員標籤', '顧客標籤', '客戶標籤'],
  points: ['points', 'pointsbalance', 'pointbalance', 'balance', 'currentpoints', 'availablepoints', 'loyaltypoints', 'rewardpoints', 'memberpoints', 'openingpoints', '积分', '会员积分', '积分余额', '当前积分', '现有积分', '可用积分', '剩余积分', '点数', '会员点数', '積分', '會員積分', '點數', '會員點數', '現有點數', '可用點數'],
  pointsUntil: ['pointsuntil', 'pointsexpire', 'pointsexpireon', 'pointsexpiry', 'pointsexpirydate', 'pointsexpirationdate', 'expirydate', '积分到期', '积分到期日', '积分到期日期', '积分到期时间', '积分有效期', '积分失效日期', '点数到期日', '點數到期日', '點數有效期', '積分到期日', '積分有效期'],
  level: ['level', 'tier', 'viptier', 'membertier', 'memberlevel', 'membershiptier', 'membershiplevel', 'loyaltytier', '会员等级', '会员级别', '等级', '级别', '会员级', '會員等級', '會員級別', '等級'],
  levelUntil: ['leveluntil', 'tieruntil', 'tierexpiry', 'tierexpirydate', 'tierexpireson', 'tierexpirationdate', 'membershipexpirydate', 'membershipenddate', '等级到期', '等级到期日', '等级到期日期', '等级到期时间', '等级有效期', '会员到期日', '会员有效期', '会员资格到期日', '等級到期日', '等級有效期', '會員到期日', '會員有效期', '會員效期'],
  consentEmail: ['acceptsemailmarketing', 'acceptsmarketing', 'emailmarketing', 'emailmarketingconsent', 'emailmarketingstatus', 'emailsubscribed', 'subscribed', 'newsletter', '邮件营销', '接受邮件营销', '同意邮件营销', '同意接收邮件', '接收邮件', '同意邮件', '是否同意邮件', '邮件同意', '营销邮件', '同意接收营销邮件', '接受营销', '邮件订阅', '订阅邮件', '是否订阅', '订阅', '接受電郵行銷', '接受優惠宣傳', '訂閱電子報', '訂閱'],
  consentSms: ['acceptssmsmarketing', 'smsmarketing', 'smsmarketingconsent', 'smsmarketingstatus', 'smssubscribed', '短信营销', '接受短信营销', '同意短信营销', '同意接收短信', '同意短信', '短信同意', '短信订阅', '接受簡訊行銷', '訂閱簡訊'],
  consentWhatsapp: ['acceptswhatsappmarketing', 'whatsappmarketing', 'whatsappsubscribed', 'whatsapp营销', '接受whatsapp营销', '同意接收whatsapp', '同意whatsapp', 'whatsapp订阅'],
  consentPhone: ['acceptsphonemarketing', 'acceptscalls', '电话营销', '接受电话营销', '同意电话营销', '同意接听电话', '同意电话'],
  consentPost: ['acceptspostmarketing', 'acceptsmail', '邮寄营销', '接受邮寄营销', '接受邮寄', '同意邮寄'],
}

/** What each column seems to be, by its heading; null where nothing is known of it. A field is had once. */
export function mapColumns(headings: readonly string[]): (Field | null)[] {
  return fieldsOf(headings, HEADINGS)
}
