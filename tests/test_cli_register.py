"""The command `pulih register`, as an administrator types it, and what it says."""

import pytest

import cli


@pytest.fixture
def pulih(folder, monkeypatch, capsys):
    """pulih("import", …) runs the command: its exit code, its words and its complaints."""
    monkeypatch.setenv("PULIH_DATA", str(folder))

    def pulih(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["register", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return pulih


def test_an_invented_register_is_imported_by_two_commands(pulih, tmp_path):
    file = str(tmp_path / "dkb.csv")
    assert pulih("synthesize", file, "--people", "50")[0] == 0
    first, second = (pulih("import", file, "--full")[1] for _ in range(2))
    assert "NO_KK → No. KK" in first and "50 orang baru" in first
    assert "Berkas ini sudah diimpor" in second


def test_rows_that_were_refused_stand_in_a_report_beside_the_file(pulih, tmp_path):
    file = tmp_path / "dkb.csv"
    file.write_text("NIK;NAMA;GOL_DARAH\n1;SITI CONTOH;A\n;;B\n")
    _, said, _ = pulih("import", str(file))
    assert "1 baris perlu dilihat" in said and "Tidak dibaca: GOL_DARAH" in said
    report = (tmp_path / "dkb.laporan.csv").read_text("utf-8-sig")
    assert report.splitlines() == ["baris;keterangan", "3;tidak ada NIK dan tidak ada nama"]


def test_a_file_that_is_no_extract_is_refused_in_a_sentence(pulih, tmp_path):
    file = tmp_path / "surat.txt"
    file.write_text("Dengan hormat\n")
    code, _, complaint = pulih("import", str(file))
    assert (code, "sedikitnya NIK dan NAMA_LGKP" in complaint) == (1, True)


def test_a_missing_file_is_named(pulih, tmp_path):
    assert "tidak-ada.csv" in pulih("import", str(tmp_path / "tidak-ada.csv"))[2]


def test_the_day_a_file_was_drawn_can_be_told(pulih, tmp_path):
    file = tmp_path / "dkb.csv"
    for day, name in (("2024-01-05", "SITI"), ("2024-01-04", "BADU")):
        file.write_text(f"NIK;NAMA\n1;{name}\n")
        code, _, complaint = pulih("import", "--as-of", day, str(file))
    assert (code, "lebih lama dari impor terakhir (05-01-2024)" in complaint) == (1, True)
