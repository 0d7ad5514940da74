/**
 * The commonest passwords of twelve characters and more, in lower case. Shorter ones never pass the length
 * rule, and those of fewer than four different characters are refused without a list.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 0123456789012 012345678901
  123456789101 123456789abc 1234567890ab 123456123456 123123123123 123321123321 987654321012
  987654321098 0987654321098 098765432109 147258369147 147258369000 789456123000 159753456852 112233445566
  102030405060 101112131415 121212121212 010203040506 1a2b3c4d5e6f 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1qazxsw23edc zaq12wsxcde3 zaq1xsw2cde3 q1w2e3r4t5y6 q1w2e3r4t5y6u7 qazwsxedcrfv
  qazwsxedcrfvtgb qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiopas qwertyuiopasdfghjkl qwertyuiop[]
  qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwerty123qwerty asdfghjkl123
  asdfghjkl1234 asdfghjklqwe asdfghjklzxcvbnm asdfasdfasdf asdf1234asdf zxcvbnmasdfghjkl zxcvbnm12345
  zxcvbnm123456 poiuytrewqlkjhgfdsa abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefghijklmnopqrstuvwxyz
  abcdef123456 abcd1234abcd abc123456789 abc123abc123 abcabcabcabc aaaabbbbcccc a123456789012 a1b2c3d4e5f6
  password1234 password12345 password123456 password1234567 password12345678 password123456789
  password1234567890 password0123 password2024 password2025 password2026 password2027 password!123
  password123! password1234! passwordpassword passwort1234 passwort12345 passwort123456 passw0rd1234
  p@ssw0rd1234 p@ssword1234 p@ssw0rd123! p@ssword123! passwords123 mypassword12 mypassword123 mypassword1234
  newpassword1 newpassword12 newpassword123 thisismypassword yourpassword changemeplease changeme1234
  changeme12345 changeme123456 letmeinletmein letmein12345 letmein123456 welcome12345 welcome123456
  welcome1234! welcomewelcome welcometothejungle administrator administrator1 administrator123 administrateur
  adminadminadmin admin1234567 admin123456789 adminadmin123 administrador rootrootroot superadmin123
  superuser123 iloveyou1234 iloveyou12345 iloveyou123456 iloveyouiloveyou iloveyoubaby iloveyousomuch
  iloveyouforever ilovemyfamily ilovechocolate iloveyou4ever trustno1trustno1 correcthorsebatterystaple
  monkeymonkey monkey123456 dragon123456 dragondragon football1234 football12345
  footballfootball baseball1234 basketball12 basketball123 sunshine1234 sunshine12345 princess1234
  princess12345 princess123456 superman1234 superman12345 supermansuperman michael12345 charlie12345
  jordan123456 liverpool123 liverpool1234 manchesterunited chelsea12345 arsenal12345 barcelona123
  barcelona1234 realmadrid123 juventus1234 bismillah123 jesuschrist1 ilovejesus123 blessed12345
  godisgood123 godisgreat12 hellohello123 hello1234567 hello12345678 helloworld12 helloworld123 helloworld1234
  secretsecret secret123456 secretpassword supersecret1 supersecret123 mysecretpassword internet1234
  computer1234 computer12345 samsung12345 samsung123456 google123456 facebook1234 facebook12345 linkedin1234
  starwars1234 starwars12345 pokemon12345 pokemon123456 minecraft123 minecraft1234 whatever1234 whateverwhatever
  asdasdasdasd qweqweqweqwe qweasdzxc123 qweasdzxcqweasdzxc zxczxczxczxc test12345678 testtesttest test1234test
  testpassword testpassword1 testpassword123 temppassword temppassword1 temppassword123 temporary123
  temporary1234 default12345 defaultpassword guestguestguest user12345678 useruseruser company12345 company123456
  summer202400 summer2024!! summer2025!! winter2024!! winter2025!! spring2025!! autumn2025!! january12345
  plumbline123 plumbline1234 plumblineplumbline iso42001iso42001 iso420012023 artificialintelligence
  `
    .trim()
    .split(/\s+/),
)
