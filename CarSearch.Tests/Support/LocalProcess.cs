using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using CarSearch.Local;
using CarSearch.Sandbox;

namespace CarSearch.Tests.Support;

/// <summary>The embedded host in a separate process.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Settings of a host whose simulated suppliers respond immediately and without faults.</summary>
    public static string[] Fast { get; } = ["--CarSearch:Simulated:FixedLatency=00:00:00", "--CarSearch:Simulated:FaultRate=0"];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(
        string folder,
        string[] settings,
        int? heapMebibytes = null,
        Assembly? program = null,
        int? maxOpenFiles = null,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(maxOpenFiles is null ? "dotnet" : "/bin/sh")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            .. maxOpenFiles is null ? [] : new[] { "-c", $"ulimit -n {maxOpenFiles} && exec dotnet \"$@\"", "sh" },
            (program ?? typeof(LocalOptions).Assembly).Location,
            .. settings.Any(setting => setting.StartsWith("--urls", StringComparison.Ordinal)) ? [] : new[] { "--urls=http://127.0.0.1:0" },
            .. settings,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Tests start many processes: keep their heaps small.
        start.Environment["DOTNET_gcServer"] = "0";
        if (heapMebibytes is { } heap)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{(long)heap << 20:x}";
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address that it listens on.</summary>
    public Uri Address => listening.Task.Result;

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    /// <summary>The output so far, standard error included.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts the host with its database in a folder, and waits until it listens.</summary>
    public static Task<LocalProcess> StartAsync(string folder, params string[] settings) => ListeningAsync(new(folder, settings));

    /// <summary>Starts the host with a limited heap.</summary>
    public static Task<LocalProcess> StartSmallAsync(string folder, int heapMebibytes, params string[] settings) =>
        ListeningAsync(new(folder, settings, heapMebibytes));

    /// <summary>Starts the host with a limited number of open files.</summary>
    public static Task<LocalProcess> StartWithFilesAsync(string folder, int maxOpenFiles, params string[] settings) =>
        ListeningAsync(new(folder, settings, maxOpenFiles: maxOpenFiles));

    /// <summary>Starts the host, which may refuse to start. Returns it when it listens or has exited.</summary>
    public static async Task<LocalProcess> TryStartAsync(string folder, params string[] settings)
    {
        var host = new LocalProcess(folder, settings);
        await Task.WhenAny(host.listening.Task, host.ExitAsync());
        return host;
    }

    /// <summary>Starts the supplier sandbox.</summary>
    public static Task<LocalProcess> StartSandboxAsync(string folder, params string[] settings) =>
        ListeningAsync(new(folder, settings, program: typeof(SandboxHost).Assembly));

    private static async Task<LocalProcess> ListeningAsync(LocalProcess host)
    {
        var exit = host.ExitAsync();
        if (await Task.WhenAny(host.listening.Task, exit) == exit)
        {
            Assert.Fail($"It did not start: {host.Output}");
        }

        return host;
    }

    /// <summary>Starts the host, which must refuse with a message. Returns its output.</summary>
    public static Task<string> RefusedAsync(string folder, params string[] settings) => RefusedAsync(folder, null, settings);

    /// <summary>Starts the host, which must refuse with a message, with environment variables. Returns its output.</summary>
    public static Task<string> RefusedAsync(string folder, IReadOnlyDictionary<string, string>? variables, params string[] settings) =>
        RefusedAsync(new LocalProcess(folder, settings, variables: variables), "CarSearch");

    /// <summary>Starts the supplier sandbox, which must refuse with a message. Returns its output.</summary>
    public static Task<string> RefusedSandboxAsync(string folder, params string[] settings) =>
        RefusedAsync(new LocalProcess(folder, settings, program: typeof(SandboxHost).Assembly), "The supplier sandbox");

    private static async Task<string> RefusedAsync(LocalProcess started, string name)
    {
        await using var host = started;
        var exit = host.ExitAsync();
        Assert.True(await Task.WhenAny(host.listening.Task, exit) == exit, $"It started: {host.Output}");
        Assert.Equal(1, await exit);
        Assert.StartsWith($"{name} can't start: ", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        return host.Output;
    }

    public HttpClient Client(SocketsHttpHandler? handler = null) => new(handler ?? new()) { BaseAddress = Address, Timeout = Timeout };

    /// <summary>Kills the process.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Stops the process with SIGTERM, which must succeed within five seconds.</summary>
    public async Task StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var sender = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}")]);
        await sender.WaitForExitAsync();
        Assert.Equal(0, sender.ExitCode);
        Assert.Equal(0, await ExitAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The shutdown took {clock.Elapsed}: {Output}");
    }

    /// <summary>Waits for the end of the process and of its output. Returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Timeout);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Append(string? line)
    {
        const string Listening = "Now listening on: ";
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            listening.TrySetResult(new(line[(at + Listening.Length)..].Trim()));
        }
    }
}
