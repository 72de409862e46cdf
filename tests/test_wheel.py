from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which a wheel of this checkout was installed, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run(
        [*pip, "--target", str(target), str(wheel)], check=True, capture_output=True, text=True
    )
    return target


def files_under(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_a_wheel_holds_the_package_the_seeds_and_the_schemas(installed: Path) -> None:
    expected = files_under(ROOT / "annotator")
    for name in ("seeds", "schemas"):
        for path, content in files_under(ROOT / name).items():
            expected[f"data/{name}/{path}"] = content

    assert files_under(installed / "annotator") == expected


def test_an_installed_program_finds_its_files_without_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from annotator.resources import resource\n"
        "print(resource('guidelines.md'))\n"
        "print(next(resource('seeds').glob('*.txt')))\n"
        "print(next(resource('schemas').glob('*.json')))\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )

    assert all(line.startswith(str(installed)) for line in run.stdout.splitlines())
    assert len(run.stdout.splitlines()) == 3
