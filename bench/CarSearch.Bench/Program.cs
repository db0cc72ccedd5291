using System.ComponentModel;
using System.Runtime.InteropServices;
using CarSearch.Bench;
using CarSearch.Bench.Cloud;
using CarSearch.Bench.Figures;
using CarSearch.Bench.Overload;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Servers;

(string Name, Func<Workbench, Report, CancellationToken, Task> MeasureAsync)[] parts =
[
    ("start", StartFigure.MeasureAsync),
    ("post", PostFigure.MeasureAsync),
    ("get", GetFigure.MeasureAsync),
    ("disk", DiskFigure.MeasureAsync),
    ("flight", FlightFigure.MeasureAsync),
    ("parse", ParseFigure.MeasureAsync),
];

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return args switch
    {
        ["cloud", .. var rest] =>
            CloudOptions.Parse(rest) is { } options ? await CloudLoad.RunAsync(options, stop.Token) : Fail(CloudOptions.Usage),
        ["overload", .. var rest] =>
            OverloadOptions.Parse(rest) is { } options ? await OverloadLoad.RunAsync(options, stop.Token) : Fail(OverloadOptions.Usage),
        ["share", .. var rest] =>
            ShareOptions.Parse(rest) is { } options ? await ShareLoad.RunAsync(options, stop.Token) : Fail(ShareOptions.Usage),
        _ when !OperatingSystem.IsLinux() => Fail("The benchmark reads /proc: it runs on Linux."),
        _ => BenchOptions.Parse(args, parts.Select(part => part.Name)) is { } options
            ? await MeasureAsync(options)
            : Fail(BenchOptions.Usage),
    };
}
catch (Exception e) when (e is BenchException or OperationCanceledException or IOException or Win32Exception or HttpRequestException
    or ArgumentException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

async Task<int> MeasureAsync(BenchOptions options)
{
    stop.CancelAfter(TimeSpan.FromMinutes(40));
    var report = new Report(options.Quick);
    var failed = false;
    using var workbench = await Workbench.CreateAsync(options, stop.Token);
    foreach (var part in parts.Where(part => options.Part == "all" || part.Name == options.Part))
    {
        Workbench.Progress($"measuring: {part.Name}");
        try
        {
            await part.MeasureAsync(workbench, report, stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The other parts are measured nevertheless. This one is reported as missed.
            failed = true;
            Console.Error.WriteLine(e);
            var why = e.Message.ReplaceLineEndings(" ").Replace('|', '/');
            report.Add(Figure.Of($"{part.Name}: could not be measured", why[..Math.Min(why.Length, 200)], "", met: false));
        }
    }

    var markdown = report.ToMarkdown(workbench.Machine);
    Console.Write(markdown);
    if (options.Write)
    {
        Report.Write(Path.Combine(options.Root, "bench", "README.md"), markdown);
    }

    return failed ? 1 : 0;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
