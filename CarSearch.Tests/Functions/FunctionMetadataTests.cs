using System.Reflection;
using System.Text.Json;
using CarSearch.Functions;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions;

/// <summary>The functions as the Functions host gets to know them: by the file of the build, and by the worker's own word.</summary>
public sealed class FunctionMetadataTests
{
    private const string Source = "CarSearch.Functions";

    private static readonly string[] Functions =
    [
        "DeleteSearch: DELETE searches/{token}, Function, durableClient",
        "FindPlaces: GET HEAD places, Function",
        "GetDescription: GET HEAD openapi.json, Anonymous",
        "GetHealth: GET HEAD health, Anonymous",
        "GetOffer: GET HEAD searches/{token}/offers/{id}, Function, durableClient",
        "GetPage: GET HEAD try, Anonymous",
        "GetPageFile: GET HEAD try/{file}, Anonymous",
        "GetSearch: GET HEAD searches/{token}, Function, durableClient",
        "GetSearchByUser: GET HEAD searches, Function, durableClient",
        "HandleMcp: POST GET DELETE mcp, Function, durableClient",
        "Housekeeping: timer 0 */10 * * * *, durableClient",
        "RecordFailure: activity",
        "RunSearch: activity",
        "SearchOrchestration: orchestration",
        "StartSearch: POST searches, Function, durableClient",
    ];

    [Fact]
    public void The_build_tells_the_host_these_functions()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        var functions = file.RootElement.EnumerateArray().ToArray();

        Assert.Equal(Functions, functions
            .Select(function => Describe(function.GetProperty("name").GetString()!, [.. function.GetProperty("bindings").EnumerateArray()]))
            .Order(StringComparer.Ordinal));
        Assert.All(functions, function => Assert.Equal($"{Source}.dll", function.GetProperty("scriptFile").GetString()));
        Assert.All(functions, function => AssertExists(function.GetProperty("entryPoint").GetString()!));
    }

    [Fact]
    public async Task The_worker_tells_the_host_the_same()
    {
        var type = typeof(ResultsOptions).Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IFunctionMetadataProvider)));
        var provider = (IFunctionMetadataProvider)Activator.CreateInstance(type)!;
        var functions = await provider.GetFunctionMetadataAsync(AppContext.BaseDirectory);

        Assert.Equal(
            Functions,
            functions.Select(function => Describe(function.Name!, [.. function.RawBindings!.Select(Parse)]))
                .Order(StringComparer.Ordinal));
        Assert.All(functions, function => AssertExists(function.EntryPoint!));
    }

    [Fact]
    public void Every_function_can_be_made()
    {
        using var host = new DurableHost();
        var classes = typeof(ResultsOptions).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => !method.IsStatic
                && method.GetCustomAttribute<Microsoft.Azure.Functions.Worker.FunctionAttribute>() is not null)
            .Select(method => method.DeclaringType!)
            .Distinct()
            .ToArray();

        Assert.Equal(3, classes.Length);
        Assert.All(classes, type => Assert.NotNull(ActivatorUtilities.CreateInstance(host.Services, type)));
    }

    [Fact]
    public void The_routes_under_test_are_all_there_are() =>
        Assert.Equal(
            Functions.Count(function =>
                function.Contains("Function", StringComparison.Ordinal)
                || function.Contains("Anonymous", StringComparison.Ordinal)),
            FunctionRoutes.All.Count());

    /// <summary>A function in a line: its trigger, and whatever else is bound to it.</summary>
    private static string Describe(string name, JsonElement[] bindings)
    {
        var trigger = bindings.Single(binding => Text(binding, "type").EndsWith("Trigger", StringComparison.Ordinal));
        var told = Text(trigger, "type") switch
        {
            "httpTrigger" => $"{string.Join(' ', Methods(trigger))} "
                + $"{Text(trigger, "route")}, {Text(trigger, "authLevel")}",
            "timerTrigger" => $"timer {Text(trigger, "schedule")}",
            "activityTrigger" => "activity",
            "orchestrationTrigger" => "orchestration",
            var other => other,
        };
        var more = bindings.Where(binding =>
            Text(binding, "type") is not "http"
            && !Text(binding, "type").EndsWith("Trigger", StringComparison.Ordinal));
        return string.Concat([$"{name}: {told}", .. more.Select(binding => $", {Text(binding, "type")}")]);
    }

    private static IEnumerable<string> Methods(JsonElement trigger) =>
        trigger.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());

    private static JsonElement Parse(string binding) => JsonDocument.Parse(binding).RootElement;

    private static string Text(JsonElement binding, string name) => binding.GetProperty(name).GetString()!;

    private static void AssertExists(string entryPoint)
    {
        var dot = entryPoint.LastIndexOf('.');
        Assert.NotNull(typeof(ResultsOptions).Assembly.GetType(entryPoint[..dot])?.GetMethod(entryPoint[(dot + 1)..]));
    }
}
