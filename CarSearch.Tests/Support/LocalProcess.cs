using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using CarSearch.Local;
using CarSearch.Sandbox;
using Microsoft.Data.Sqlite;

namespace CarSearch.Tests.Support;

/// <summary>The embedded host as users run it: a process of its own, on a port of its own, that signals can end.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(string folder, string[] settings, int? heapMebibytes = null, Assembly? program = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            (program ?? typeof(LocalOptions).Assembly).Location,
            .. settings.Any(setting => setting.StartsWith("--urls", StringComparison.Ordinal)) ? [] : new[] { "--urls=http://127.0.0.1:0" },
            .. settings,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // One small heap: many of these start in a row.
        start.Environment["DOTNET_gcServer"] = "0";
        if (heapMebibytes is { } heap)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{(long)heap << 20:x}";
        }

        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => listening.Task.Result;

    public bool HasExited => process.HasExited;

    /// <summary>All it has written to both outputs.</summary>
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

    /// <summary>Starts it in a folder, where its database is, and waits until it listens.</summary>
    public static Task<LocalProcess> StartAsync(string folder, params string[] settings) => ListeningAsync(new(folder, settings));

    /// <summary>Starts it with a heap that can't grow beyond a limit.</summary>
    public static Task<LocalProcess> StartSmallAsync(string folder, int heapMebibytes, params string[] settings) =>
        ListeningAsync(new(folder, settings, heapMebibytes));

    /// <summary>Starts the supplier sandbox instead.</summary>
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

    /// <summary>Starts it with settings that it should refuse.</summary>
    /// <returns>Its exit code and all it said.</returns>
    public static Task<(int ExitCode, string Output)> RefusedAsync(string folder, params string[] settings) => RefusedAsync(new LocalProcess(folder, settings));

    /// <summary>Starts the supplier sandbox with settings that it should refuse.</summary>
    /// <returns>Its exit code and all it said.</returns>
    public static Task<(int ExitCode, string Output)> RefusedSandboxAsync(string folder, params string[] settings) =>
        RefusedAsync(new LocalProcess(folder, settings, program: typeof(SandboxHost).Assembly));

    private static async Task<(int ExitCode, string Output)> RefusedAsync(LocalProcess started)
    {
        await using var host = started;
        var exit = host.ExitAsync();
        if (await Task.WhenAny(host.listening.Task, exit) != exit)
        {
            Assert.Fail($"It started: {host.Output}");
        }

        return (await exit, host.Output);
    }

    public HttpClient Client(SocketsHttpHandler? handler = null) => new(handler ?? new()) { BaseAddress = Address, Timeout = Patience };

    /// <summary>Ends it at once, as a loss of power would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void AskToEnd()
    {
        using var sender = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}")]);
        sender.WaitForExit();
        Assert.Equal(0, sender.ExitCode);
    }

    /// <summary>Its exit code, when it has ended and all it said has been heard.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
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

    /// <summary>What SQLite itself says of the file: "ok".</summary>
    public static string IntegrityOf(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "carsearch.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    private void Heard(string? line)
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
