"""How long a visitor waits, on an idle machine: from sending the form to the finished file, and an on-demand link's first answer.

Starts a script/server of its own. python -m benchmarks.bench_service
"""

import statistics
import tempfile
import time
from pathlib import Path

import httpx

from tests.browser.installation import Installation

TIMES = 20
BROCHURE = {"First Name": "Anna", "Machine": "AK-2000", "Color": "red"}


def seconds_to_file(client: httpx.Client, template: str, number: int) -> float:
    """From the request to the file's last byte, asking every 10 ms."""
    start = time.perf_counter()
    body = {"TemplateId": template, "Fields": BROCHURE | {"First Name": f"Anna {number}"}}
    request = client.post("/v1/content", json=body).raise_for_status().json()["RequestId"]
    while True:
        answer = client.get("/v1/content", params={"requestId": request}).raise_for_status().json()
        if answer["Status"] == "Completed":
            break
        if answer["Status"] == "Failed":
            raise SystemExit(f"The rendering failed: {answer['FailureDescription']}")
        time.sleep(0.01)
    client.get(answer["URLs"][0]).raise_for_status()
    return time.perf_counter() - start


def seconds_to_first_answer(client: httpx.Client, template: str, number: int) -> float:
    """A link that nobody has opened yet, from the request to the PDF's last byte."""
    body = {"TemplateId": template, "Fields": BROCHURE | {"First Name": f"Ida {number}"}}
    url = client.post("/v1/content/url", json=body).raise_for_status().json()["Url"]
    start = time.perf_counter()
    answer = client.get(url).raise_for_status()
    taken = time.perf_counter() - start
    if answer.headers["Content-Type"] != "application/pdf":
        raise SystemExit("The link did not answer the PDF itself.")
    return taken


def say(what: str, taken: list[float], promised: str) -> None:
    median, worst = statistics.median(taken) * 1000, max(taken) * 1000
    print(f"{what:<28} {median:8.0f} ms median, {worst:.0f} ms worst of {len(taken)}   (promised: at most {promised})")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="personalia-bench-") as folder:
        site = Installation(Path(folder) / "data")
        try:
            site.start()
            demo = site.demo()
            template = demo["templates"]["Brochure"]
            headers = {"Authorization": f"ApiKey {demo['api_key']}"}
            with httpx.Client(base_url=site.url, headers=headers, timeout=30, trust_env=False) as client:
                for measure in (seconds_to_file, seconds_to_first_answer):  # the first one loads the template
                    measure(client, template, 0)
                say("submission to file ready", [seconds_to_file(client, template, number) for number in range(1, TIMES + 1)], "500 ms")
                answers = [seconds_to_first_answer(client, template, number) for number in range(1, TIMES + 1)]
                say("on-demand, first answer", answers, "100 ms")
        finally:
            site.clear()


if __name__ == "__main__":
    main()
