"""Typical text of a language: names and ordinary words, to measure with how much fits a place."""

# Names, streets and ordinary words, capitals as names have them: a little wider than running text, so that what is promised fits.
WORDS = {
    "ar": "محمد عبد الرحمن شارع السلام مدينة القاهرة شركة النور مكتب الصباح سليمان كتاب الربيع",
    "bg": "Мария Иванова Улица Градина Утро Компания Книга Пролет Димитър Работилница София Прозорец",
    "cs": "Kateřina Nováková Ulice Zahrada Ráno Společnost Kniha Jaro Zdeněk Dílna Okno Vesnice",
    "da": "Kirsten Sørensen Gade Have Morgen Selskab Bog Forår Rasmus Værksted Vindue Landsby",
    "de": "Katharina Müller Straße Garten Morgen Gesellschaft Buch Frühling Werkstatt Fenster Dorf Alexander",
    "el": "Μαρία Παπαδοπούλου Οδός Κήπος Πρωί Εταιρεία Βιβλίο Άνοιξη Γεώργιος Εργαστήριο Παράθυρο",
    "en": "Katherine Montgomery Street Garden Morning Company Books Spring Alexander Workshop Window Village",
    "es": "María Fernández Calle Jardín Mañana Compañía Libro Primavera Alejandro Taller Ventana Pueblo",
    "et": "Katrin Tamm Tänav Aed Hommik Ettevõte Raamat Kevad Aleksander Töökoda Aken Küla",
    "fa": "محمد رضایی خیابان باغ صبح شرکت کتاب بهار علیرضا کارگاه پنجره روستا",
    "fi": "Katariina Virtanen Katu Puutarha Aamu Yhtiö Kirja Kevät Aleksanteri Työpaja Ikkuna Kylä",
    "fr": "Catherine Lefèvre Rue Jardin Matin Société Livre Printemps Alexandre Atelier Fenêtre Village",
    "he": "מרים אברהמי רחוב הגן בוקר חברה ספר אביב אלכסנדר סדנה חלון כפר",
    "hi": "कविता शर्मा सड़क बगीचा सुबह कंपनी किताब वसंत राजेश कार्यशाला खिड़की गाँव",
    "hr": "Katarina Horvat Ulica Vrt Jutro Tvrtka Knjiga Proljeće Aleksandar Radionica Prozor Selo",
    "hu": "Katalin Szabó Utca Kert Reggel Társaság Könyv Tavasz Sándor Műhely Ablak Falu",
    "it": "Caterina Ferrari Via Giardino Mattina Società Libro Primavera Alessandro Officina Finestra Paese",
    "ja": "山田太郎株式会社東京都中央区春の庭園朝の窓鈴木花子本と工房の村",
    "ko": "김민수 서울특별시 정원 아침 주식회사 도서 봄날 이영희 작업실 창문 마을",
    "lt": "Katarina Kazlauskienė Gatvė Sodas Rytas Bendrovė Knyga Pavasaris Dirbtuvė Langas Kaimas",
    "lv": "Katrīna Bērziņa Iela Dārzs Rīts Uzņēmums Grāmata Pavasaris Darbnīca Logs Ciems",
    "nb": "Kristin Johansen Gate Hage Morgen Selskap Bok Vår Aleksander Verksted Vindu Landsby",
    "nl": "Catharina Jansen Straat Tuin Morgen Bedrijf Boek Voorjaar Alexander Werkplaats Venster Dorp",
    "pl": "Katarzyna Wiśniewska Ulica Ogród Poranek Spółka Książka Wiosna Aleksander Warsztat Okno Wieś",
    "pt": "Catarina Gonçalves Rua Jardim Manhã Companhia Livro Primavera Alexandre Oficina Janela Aldeia",
    "ro": "Ecaterina Popescu Strada Grădină Dimineață Societate Carte Primăvară Alexandru Atelier Fereastră",
    "ru": "Екатерина Смирнова Улица Сад Утро Компания Книга Весна Александр Мастерская Окно Деревня",
    "sk": "Katarína Kováčová Ulica Záhrada Ráno Spoločnosť Kniha Jar Alexander Dielňa Okno Dedina",
    "sl": "Katarina Novak Ulica Vrt Jutro Podjetje Knjiga Pomlad Aleksander Delavnica Okno Vas",
    "sv": "Katarina Lindström Gata Trädgård Morgon Bolag Bok Vår Alexander Verkstad Fönster By",
    "th": "สมชายถนนสวนตอนเช้าบริษัทหนังสือฤดูใบไม้ผลิหน้าต่างหมู่บ้าน",
    "tr": "Ayşe Yılmaz Sokak Bahçe Sabah Şirket Kitap İlkbahar Mehmet Atölye Pencere Köy",
    "uk": "Катерина Шевченко Вулиця Сад Ранок Компанія Книга Весна Олександр Майстерня Вікно Село",
    "vi": "Nguyễn Thị Minh Đường Khu Vườn Buổi Sáng Công Ty Sách Mùa Xuân Xưởng Cửa Sổ Làng",
    "zh": "王小明上海市中山路花园早晨有限公司书店春天李红工作室窗户村庄",
}
SAME = {"no": "nb", "nn": "nb", "iw": "he", "ur": "fa", "sr": "hr", "bs": "hr", "ca": "es", "gl": "pt", "be": "ru", "mr": "hi", "ne": "hi"}
UNSPACED = {"ja", "th", "zh"}
DIGITS = "1234567890"


def typical(language: str, *, length: int, digits: bool = False) -> str:
    """So many characters of the language's words, without a space at the end; of a language that is not here, English ones."""
    if digits:
        return (DIGITS * (length // len(DIGITS) + 1))[:length]
    tongue = language.replace("-", "_").split("_")[0].lower()
    tongue = SAME.get(tongue, tongue)
    words = WORDS.get(tongue, WORDS["en"])
    gap = "" if tongue in UNSPACED else " "
    text = words
    while len(text) < length:
        text += gap + words
    cut = text[:length]
    # A space that ends the text takes no room in a line, so the word before gets one more letter.
    return cut if not cut.endswith(" ") else cut[:-1] + cut[-2]
