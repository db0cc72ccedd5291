using System.Text.Json;

namespace CarSearch.Tests.Deployment;

/// <summary>The deployment as the Bicep compiler evaluates it.</summary>
internal static class Infra
{
    private static readonly Lazy<JsonElement> CompiledTemplate = new(BicepCompiler.Build);
    private static readonly Lazy<IReadOnlyList<JsonElement>> DefaultResources = new(() => BicepCompiler.Evaluate());
    private static readonly Lazy<IReadOnlyList<JsonElement>> SchedulerResources = new(() => BicepCompiler.Evaluate(
        "param orchestration = 'DurableTaskScheduler'",
        "param settings = { CarSearch__MaxWaiting: '7', CarSearch__Results__credential: 'own', AzureWebJobsStorage__credential: 'own' }",
        "param vaultSettings = { CarSearch__Suppliers__0__Secret: 'northway-secret' }"));

    /// <summary>Gets the ARM template of infra/main.bicep.</summary>
    public static JsonElement Template => CompiledTemplate.Value;

    /// <summary>Gets the parameters of the template.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Parameters =>
        Template.GetProperty("parameters").EnumerateObject().ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    /// <summary>Gets the resources of a deployment with default parameters.</summary>
    public static IReadOnlyList<JsonElement> Default => DefaultResources.Value;

    /// <summary>Gets the resources of a deployment with the Durable Task Scheduler, app settings and a setting from the vault.</summary>
    public static IReadOnlyList<JsonElement> Scheduler => SchedulerResources.Value;

    /// <summary>Gets the resources of a type.</summary>
    public static JsonElement[] OfType(this IEnumerable<JsonElement> resources, string type) =>
        [.. resources.Where(resource => resource.ValueAt("type") == type)];

    /// <summary>Gets the app settings of the Function App.</summary>
    public static IReadOnlyDictionary<string, string> AppSettings(this IEnumerable<JsonElement> resources) =>
        Assert.Single(resources.OfType("Microsoft.Web/sites/config")).GetProperty("properties").EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

    /// <summary>Gets the text of a value below an element, as JSON unless it is a string; null if there is none.</summary>
    /// <param name="element">The element.</param>
    /// <param name="path">The names of properties, separated by dots.</param>
    public static string? ValueAt(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.String ? element.GetString() : element.GetRawText();
    }
}
