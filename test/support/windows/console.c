// Sends console events to a process, and shows what is on its console.
//   console run FILE ARG...        starts FILE in a console of its own, prints its process id, then its exit code
//   console send PID c|break|close
//   console screen PID             prints the text of the console's screen
//   console mode PID               prints the modes of input and output
//   console enter PID              presses Enter
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

static int fail(const char *what) { fprintf(stderr, "%s: error %lu\n", what, GetLastError()); return 1; }

static int attach(DWORD pid) {
  FreeConsole();
  if (AttachConsole(pid)) return 0;
  return fail("AttachConsole");
}

int wmain(int argc, wchar_t **argv) {
  setvbuf(stdout, NULL, _IONBF, 0);
  if (argc < 3) return 2;
  HANDLE pipe = GetStdHandle(STD_OUTPUT_HANDLE);
  if (wcscmp(argv[1], L"run") == 0) {
    wchar_t line[32768] = L"";
    for (int n = 2; n < argc; n++) { wcscat(line, n > 2 ? L" \"" : L"\""); wcscat(line, argv[n]); wcscat(line, L"\""); }
    STARTUPINFOW start = {0}; PROCESS_INFORMATION info;
    start.cb = sizeof(start);
    if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, CREATE_NEW_CONSOLE, NULL, NULL, &start, &info)) return fail("CreateProcess");
    printf("pid %lu\n", info.dwProcessId);
    WaitForSingleObject(info.hProcess, INFINITE);
    DWORD code; GetExitCodeProcess(info.hProcess, &code);
    printf("exit %lu\n", code);
    return 0;
  }
  DWORD pid = wcstoul(argv[2], NULL, 10);
  if (wcscmp(argv[1], L"send") == 0) {
    // CTRL_C_EVENT, CTRL_BREAK_EVENT and CTRL_CLOSE_EVENT are 0, 1 and 2.
    const wchar_t *names[] = {L"c", L"break", L"close"};
    for (DWORD event = 0; event < 3; event++) {
      if (wcscmp(names[event], argv[3])) continue;
      // As Windows itself does it: a thread in the process that runs its handlers.
      FARPROC routine = GetProcAddress(GetModuleHandleW(L"kernelbase.dll"), "CtrlRoutine");
      if (!routine) return fail("CtrlRoutine");
      HANDLE process = OpenProcess(PROCESS_ALL_ACCESS, FALSE, pid);
      if (!process) return fail("OpenProcess");
      HANDLE thread = CreateRemoteThread(process, NULL, 0, (LPTHREAD_START_ROUTINE)routine, (void *)(ULONG_PTR)event, 0, NULL);
      return thread ? 0 : fail("CreateRemoteThread");
    }
    return 2;
  }
  if (attach(pid)) return 1;
  HANDLE out = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
  HANDLE in = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
  DWORD done;
  if (wcscmp(argv[1], L"screen") == 0) {
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(out, &info)) return fail("GetConsoleScreenBufferInfo");
    wchar_t row[1024]; char text[4096];
    for (SHORT y = 0; y <= info.dwCursorPosition.Y; y++) {
      COORD at = {0, y};
      ReadConsoleOutputCharacterW(out, row, info.dwSize.X < 1024 ? info.dwSize.X : 1024, at, &done);
      while (done > 0 && (row[done - 1] == L' ' || row[done - 1] == 0)) done--;
      int size = WideCharToMultiByte(CP_UTF8, 0, row, done, text, sizeof(text) - 1, NULL, NULL);
      text[size++] = '\n';
      WriteFile(pipe, text, size, &done, NULL);
    }
    return 0;
  }
  if (wcscmp(argv[1], L"mode") == 0) {
    DWORD input = 0, output = 0; char text[100];
    GetConsoleMode(in, &input); GetConsoleMode(out, &output);
    int size = sprintf(text, "%lx %lx\n", input, output);
    WriteFile(pipe, text, size, &done, NULL);
    return 0;
  }
  if (wcscmp(argv[1], L"enter") == 0) {
    INPUT_RECORD keys[2] = {0};
    for (int n = 0; n < 2; n++) {
      keys[n].EventType = KEY_EVENT;
      keys[n].Event.KeyEvent.bKeyDown = n == 0;
      keys[n].Event.KeyEvent.wRepeatCount = 1;
      keys[n].Event.KeyEvent.wVirtualKeyCode = VK_RETURN;
      keys[n].Event.KeyEvent.uChar.UnicodeChar = L'\r';
    }
    return WriteConsoleInputW(in, keys, 2, &done) ? 0 : fail("WriteConsoleInput");
  }
  return 2;
}
