"""Names and words an invented register is made of: our own lists, from many regions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Custom:
    """How people of a region are named. A house name (marga) goes from father to child."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    second: tuple[str, ...]  # for either; "" leaves one word
    houses: tuple[str, ...] = ()


def _custom(men: str, women: str, second: str, houses: str = "") -> Custom:
    return Custom(*(tuple(words.upper().split()) for words in (men, women, second, houses)))


CUSTOMS = (
    _custom(  # Jawa
        "Agus Bambang Slamet Sugeng Joko Wahyu Suparman Sutrisno Widodo Hartono Tri Eko Dwi Bagas",
        "Sri Siti Wahyuni Sulastri Endang Ratna Lestari Sumarni Tutik Yuni Rahayu Dewi Wulan Tini",
        "Santoso Wibowo Prasetyo Utomo Lestari Handayani Setiawan Nugroho Saputro Purnomo Astuti",
    ),
    _custom(  # Sunda
        "Asep Dadang Ujang Cecep Dede Iwan Yayan Encep Tatang Kosasih Nandang Rukmana Ade Deni",
        "Euis Neneng Cucu Iis Lilis Enok Nani Imas Tati Yeti Kokom Entin Ai Rina",
        "Sutisna Hidayat Permana Nurhayati Suryana Mulyana Rohaeti Kurnia Supriatna Komariah",
    ),
    _custom(  # Batak
        "Togar Parlindungan Hotman Sahat Poltak Binsar Marihot Jonggi Maruli Tumpal Saut",
        "Tiur Rotua Dameria Lasma Nurmala Roma Tiodor Herlina Rosdiana Mutiara Sondang",
        "Marulam Hasian Paulina Tua Pardamean Uli Magdalena Bonar",
        "Siregar Nasution Simanjuntak Hutapea Lubis Sitompul Harahap Manurung Ginting Tarigan",
    ),
    _custom(  # Minang, Melayu
        "Syafrizal Zulkifli Yusrizal Rizal Hendri Amrizal Datuk Afrizal Irwan Fadli Rahmat Syahrul",
        "Yusni Rosmaini Fitri Nurhayati Yulia Elvira Desmawati Ermawati Sari Nurlela Zubaidah",
        "Putra Putri Chaniago Ramadhan Illahi Yanti Efendi Hasan Amin Piliang",
    ),
    _custom(  # Bugis, Makassar
        "Andi Daeng Baso Muhammad Ambo Syamsuddin Ridwan Arifuddin Hamzah Sudirman Jufri",
        "Besse Andi Nurhaeda Hasnah Rosmini St Hj Mariani Jumriah Rahmatia Kartini Sitti",
        "Tenri Ali Mappanyukki Aisyah Tahir Rahman Aminah Amir Basri Nawir Hasanuddin Fatimah",
    ),
    _custom(  # Banjar, Paser, Dayak
        "Muhammad Ahmad Syahrani Hairul Rusdi Bahran Yansen Lukas Aspian Jumri Taufik Sabran",
        "Norhayati Rusmini Mahrita Halimah Fatmah Yohana Maria Masniah Galuh Noor Jamilah Salasiah",
        "Ramadhani Fauzi Hidayah Anwar Jannah Ngau Lawai Ilmi Azizah Rahman Ding Husaini",
    ),
    _custom(  # Bali
        "Wayan Made Nyoman Ketut Putu Kadek Komang Gede",
        "Ni Luh Wayan Made Komang Ayu Ketut Kadek",
        "Suardana Sudiarta Artawan Wirawan Suastini Ariani Dharma Widiasih Yasa Sukerti Astawa",
    ),
    _custom(  # Minahasa, Maluku
        "Jemmy Ferdinand Stenly Frangky Robert Yopie Marthen Semuel Hengky Alfons Welly",
        "Meiske Olvi Fientje Grace Deitje Novita Martha Yuliana Selvi Femmy Ivonne",
        "Yohanis Adriana Christian Maria Daniel Elisabeth Petrus Ruth",
        "Rumondor Lumintang Wowor Mandagi Pattiasina Latuheru Sahetapy Tuhumury Tamaela Kawengian",
    ),
    _custom(  # Papua, Nusa Tenggara
        "Yakob Melkianus Agustinus Yosef Benyamin Elias Paulus Markus Dominggus Frederik Thobias",
        "Yuliana Dorkas Margaretha Naomi Selfina Orpa Theresia Bernadeta Yosefina Kristina Damaris",
        "Maria Yohanes Antonius Rosalina Gabriel Magdalena Matias Helena",
        "Wonda Kogoya Tabuni Mandacan Rumbiak Wanggai Nahak Bere Tefa Lado Rihi Ohoiwutun",
    ),
    _custom(  # Aceh, Betawi, Tionghoa, Madura
        "Teuku Cut Mansur Nasir Rojali Mamat Hendrik Kurniawan Lim Moh Hasbullah Fathor Mahfud",
        "Cut Nurjannah Rohimah Mpok Sarah Meilani Liana Hosniyah Siti Maimunah Susanti Zainab",
        "Abdullah Syah Hasyim Wijaya Halim Tanoto Mahmud Salim Jauhari Rofiqoh Hartanto",
    ),
)
RELIGIONS = ("ISLAM",) * 8 + ("KRISTEN", "KATHOLIK", "HINDU", "BUDHA", "KHONGHUCU")
EDUCATIONS = ("TAMAT SD/SEDERAJAT", "SLTP/SEDERAJAT", "SLTA/SEDERAJAT", "DIPLOMA IV/STRATA I")
JOBS = ("PETANI/PEKEBUN", "KARYAWAN SWASTA", "WIRASWASTA", "PEDAGANG", "BURUH HARIAN LEPAS")
STREETS = ("MELATI", "KENANGA", "MERPATI", "PATTIMURA", "SUDIRMAN", "HASANUDDIN", "PASAR LAMA")
VILLAGES = ("TANAH CONTOH", "MUARA CONTOH", "SUMBER MAKMUR", "RANTAU BARU", "SUKA MAJU", "PADANG")
