using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CarSearch.Bench.Http;

namespace CarSearch.Bench.Servers;

/// <summary>A server in a process of its own. Disposing kills it.</summary>
internal sealed class ServerProcess : MeasuredServer, IAsyncDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(15);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
        : base(port, process) => _process = process;

    /// <summary>From just before the process was made to its first 200 of the health address.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts an executable on a free port and waits until it is healthy.</summary>
    public static async Task<ServerProcess> StartAsync(
        string executable, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment,
        CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable, [.. arguments, "--urls", $"http://127.0.0.1:{port}"])
        {
            WorkingDirectory = Path.GetDirectoryName(executable),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsAspNetSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ROOT"] = DotnetRoot();
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment.Where(variable => variable.Value is not null))
        {
            start.Environment[name] = value;
        }

        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new BenchException($"{executable} did not start.");
        var server = new ServerProcess(process, port);
        try
        {
            process.OutputDataReceived += Print;
            process.ErrorDataReceived += Print;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await server.WaitHealthyAsync(begin, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds a port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Sends SIGTERM, as a service manager does, and waits for the end of the process.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        const int sigterm = 15;
        _ = Kill(_process.Id, sigterm);
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(s_stopLimit, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new BenchException($"A server did not stop within {s_stopLimit} of SIGTERM.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitHealthyAsync(long begin, CancellationToken cancellationToken)
    {
        var request = HttpRequests.Get(Port, "/api/health");
        while (Stopwatch.GetElapsedTime(begin) < s_startLimit)
        {
            if (_process.HasExited)
            {
                // Its last lines have been printed then.
                await _process.WaitForExitAsync(cancellationToken);
                throw new BenchException($"The server ended with {_process.ExitCode} before it was healthy.");
            }

            try
            {
                using var connection = await HttpConnection.OpenAsync(Port, cancellationToken);
                if ((await connection.SendAsync(request, cancellationToken)).Status == 200)
                {
                    StartTime = Stopwatch.GetElapsedTime(begin);
                    return;
                }
            }
            catch (SocketException)
            {
                // It does not listen yet.
            }

            await Task.Delay(2, cancellationToken);
        }

        throw new BenchException($"The server was not healthy within {s_startLimit}.");
    }

    // Warnings of the server are worth seeing while the benchmark runs; the last lines explain an early end.
    private static void Print(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            Console.Error.WriteLine($"    server: {line.Data}");
        }
    }

    private static bool IsAspNetSetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("CarSearch__", StringComparison.OrdinalIgnoreCase);

    // shared/Microsoft.NETCore.App/10.0.x/ below the root.
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
