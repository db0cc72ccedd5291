using System.Text;
using System.Text.Json;
using CarSearch.Functions;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Tests.Functions;

/// <summary>The Durable extension logs instance ids, which are tokens. host.json turns off every category in which it does.</summary>
public sealed class HostLogTests
{
    /// <summary>The functions whose category <c>Function.NAME.User</c> the Durable extension writes to: those that it triggers.</summary>
    public static TheoryData<string> DurableFunctions { get; } = new(Functions("orchestrationTrigger", "activityTrigger", "entityTrigger"));

    public static TheoryData<string> OtherFunctions { get; } = new(Functions("httpTrigger", "timerTrigger"));

    [Theory]
    [MemberData(nameof(DurableFunctions))]
    public void The_tracking_of_a_function_is_not_logged(string function) => AssertLevel(LogLevel.None, $"Function.{function}.User");

    [Theory]
    [InlineData("DurableTask.AzureStorage")]
    [InlineData("DurableTask.Core")]
    [InlineData("Host.Triggers.DurableTask")]
    [InlineData("Function.DurableTask.User")]
    public void What_the_engine_logs_of_instances_is_not_logged(string category) => AssertLevel(LogLevel.None, category);

    [Theory]
    [InlineData("Azure.Core")]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics")]
    public void Addresses_of_requests_are_not_logged(string category) => Assert.False(HostLogger(category).IsEnabled(LogLevel.Information));

    [Theory]
    [MemberData(nameof(OtherFunctions))]
    public void Other_functions_are_logged(string function) => AssertLevel(LogLevel.Information, $"Function.{function}.User");

    [Theory]
    [MemberData(nameof(DurableFunctions))]
    public void Calls_of_functions_are_logged(string function) => AssertLevel(LogLevel.Information, $"Function.{function}");

    [Fact]
    public void The_standard_output_of_the_app_is_logged() => AssertLevel(LogLevel.Information, "Host.Function.Console");

    [Theory]
    [InlineData("CarSearch.Searches.SearchRunner")]
    [InlineData("Northway.Client")]
    public void Nothing_of_the_app_is_forwarded_to_a_category_that_is_turned_off(string category)
    {
        using var host = new DurableHost();
        var rule = host.Services.GetRequiredService<IOptions<LoggerFilterOptions>>().Value.Rules.Single(
            rule => rule.ProviderName == CloudServices.ForwardingProvider && rule.CategoryName is null);

        Assert.Equal(LogLevel.None, rule.LogLevel);
        Assert.NotNull(typeof(FunctionContext).Assembly.GetType(CloudServices.ForwardingProvider));
        Assert.True(host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Information));
    }

    /// <summary>They log instance ids, which are tokens, and addresses of blobs, which have tokens.</summary>
    [Theory]
    [InlineData("Microsoft.DurableTask.Client", LogLevel.Warning)]
    [InlineData("Azure.Core", LogLevel.Error)]
    [InlineData("Azure.Storage.Blobs", LogLevel.Error)]
    public void The_clients_of_the_app_log_no_requests(string category, LogLevel level)
    {
        using var host = new DurableHost();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        Assert.True(logger.IsEnabled(level));
        Assert.False(logger.IsEnabled(level - 1));
    }

    private static void AssertLevel(LogLevel level, string category)
    {
        var logger = HostLogger(category);
        Assert.All(
            Enum.GetValues<LogLevel>().Where(other => other != LogLevel.None),
            other => Assert.Equal(other >= level, logger.IsEnabled(other)));
    }

    /// <summary>Creates a logger of a category with the filters of host.json, as the Functions host does.</summary>
    private static ILogger HostLogger(string category)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(RepositoryFiles.Json("host.json").GetRawText()));
        var logging = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("logging");
        using var services = new ServiceCollection()
            .AddLogging(builder => builder.AddConfiguration(logging).AddProvider(new LogLines()))
            .BuildServiceProvider();
        return services.GetRequiredService<ILoggerFactory>().CreateLogger(category);
    }

    private static IEnumerable<string> Functions(params string[] triggers)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        return
        [
            .. file.RootElement.EnumerateArray()
                .Where(function => function.GetProperty("bindings").EnumerateArray()
                    .Any(binding => triggers.Contains(binding.GetProperty("type").GetString())))
                .Select(function => function.GetProperty("name").GetString()!),
        ];
    }
}
