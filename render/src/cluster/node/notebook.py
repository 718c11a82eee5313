"""Runs a notebook in a Jupyter server over its HTTP and WebSocket API, as its page does in a browser.

    notebook.py NOTEBOOK TOKEN_FILE [OLD=NEW]...     OLD in a cell is replaced by NEW

Runs where websocket-client is installed, as in Jupyter's own image. Prints what the cells print, and one
line of JSON for each cell; ends with 1 at the first that fails.
"""

import json
import sys
import time
import urllib.request
import uuid
from pathlib import Path

import websocket

SERVER = "http://127.0.0.1:8888"
SECONDS = 900

notebook, token, *replacements = sys.argv[1:]
HEADERS = {"Authorization": f"token {Path(token).read_text().strip()}"}


def rest(method, path, body=None):
    data = json.dumps(body).encode() if body is not None else None
    headers = {**HEADERS, "Content-Type": "application/json"}
    request = urllib.request.Request(SERVER + path, method=method, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


class Kernel:
    def __init__(self, session):
        self.session = uuid.uuid4().hex
        url = f"{SERVER.replace('http', 'ws')}/api/kernels/{session['kernel']['id']}/channels"
        headers = [f"{name}: {value}" for name, value in HEADERS.items()]
        self.socket = websocket.create_connection(
            f"{url}?session_id={self.session}", header=headers, timeout=SECONDS
        )

    def run(self, code):
        """Whether the cell ran to its end."""
        asked = self.ask(code)
        fine = True
        while True:
            message = json.loads(self.socket.recv())
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                print(content["text"], end="", flush=True)
            if kind == "error":
                print("\n".join(content["traceback"]), flush=True)
                fine = False
            if kind == "status" and content["execution_state"] == "idle":
                return fine

    def ask(self, code):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "execute_request",
            "session": self.session,
            "username": "",
            "version": "5.3",
            "date": "",
        }
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send(json.dumps({"channel": "shell", **message}))
        return header["msg_id"]


def cells():
    for cell in rest("GET", f"/api/contents/{notebook}")["content"]["cells"]:
        if cell["cell_type"] == "code":
            code = "".join(cell["source"])
            for replacement in replacements:
                old, new = replacement.split("=", 1)
                code = code.replace(old, new)
            yield code


def main():
    wanted = {"path": notebook, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
    session = rest("POST", "/api/sessions", wanted)
    kernel = Kernel(session)
    for code in cells():
        started = time.monotonic()
        fine = kernel.run(code)
        told = {"cell": code.splitlines()[-1], "fine": fine, "seconds": round(time.monotonic() - started)}
        print(json.dumps(told), flush=True)
        if not fine:
            sys.exit(1)
    rest("DELETE", f"/api/sessions/{session['id']}")


main()
