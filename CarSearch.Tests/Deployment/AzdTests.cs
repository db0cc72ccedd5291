using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Tests.Deployment.Live;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>azure.yaml, the parameters and the workflows: what names what.</summary>
public sealed partial class AzdTests
{
    [Fact]
    public void The_service_is_a_project_that_is_there_and_a_resource_that_is_tagged()
    {
        var service = Assert.Single(RepositoryFiles.Yaml("azure.yaml").GetProperty("services").EnumerateObject());
        var project = service.Value.GetProperty("project").GetString()!;

        Assert.Single(Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Top, project), "*.csproj"));
        Assert.Equal(("dotnet", "function"), (service.Value.GetProperty("language").GetString(), service.Value.GetProperty("host").GetString()));
        Assert.Contains($"union(tags, {{ 'azd-service-name': '{service.Name}' }})", Infra.Block("api.bicep", "resource app"), StringComparison.Ordinal);
        Assert.Contains("{ 'azd-env-name': environmentName }", Infra.Bicep["main.bicep"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_infrastructure_is_where_it_says()
    {
        var infra = RepositoryFiles.Yaml("azure.yaml").GetProperty("infra");
        var path = Path.Combine(RepositoryFiles.Top, infra.GetProperty("path").GetString()!, infra.GetProperty("module").GetString()!);

        Assert.Equal("bicep", infra.GetProperty("provider").GetString());
        Assert.True(File.Exists(path + ".bicep"));
        Assert.True(File.Exists(path + ".parameters.json"));
    }

    [Theory]
    [InlineData("posix", "sh")]
    [InlineData("windows", "pwsh")]
    public void The_hook_is_there_for_each_system_and_knows_what_provisioning_gives(string system, string shell)
    {
        var hook = RepositoryFiles.Yaml("azure.yaml").GetProperty("hooks").GetProperty("postprovision").GetProperty(system);
        var script = RepositoryFiles.Text(hook.GetProperty("run").GetString()!);
        var asked = Variable().Matches(script).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(shell, hook.GetProperty("shell").GetString());
        Assert.Equal(["AZURE_FUNCTION_NAME", "AZURE_RESOURCE_GROUP", "SERVICE_API_URI"], asked);
        Assert.All(asked, name => Assert.Matches($@"(?m)^output {name} string", Infra.Bicep["main.bicep"]));
    }

    [Fact]
    public void Every_parameter_can_be_given_and_is_otherwise_its_default()
    {
        var given = RepositoryFiles.Json("infra/main.parameters.json").GetProperty("parameters");

        Assert.Equal(Infra.Parameters.Keys.Order(StringComparer.Ordinal), given.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal("${AZURE_ENV_NAME}", Value("environmentName").GetString());
        Assert.Equal("${AZURE_LOCATION}", Value("location").GetString());
        Assert.All(
            Infra.Parameters.Where(parameter => parameter.Value is not null),
            parameter => Assert.Equal(parameter.Value!.Trim('\''), Default(Value(parameter.Key))));

        JsonElement Value(string name) => given.GetProperty(name).GetProperty("value");
    }

    [Fact]
    public void Every_parameter_of_the_deployment_is_described() =>
        Assert.All(Infra.Parameters.Keys, name => Assert.Matches($@"(?m)^@description\('[^\n]{{20,}}'\)\n(?:@[^\n]+\n)*param {name} ", Infra.Bicep["main.bicep"]));

    [Theory]
    [InlineData("ci.yml", "bash .ci/run")]
    [InlineData("azure-dev.yml", "azd provision --no-prompt")]
    [InlineData("azure-dev.yml", "azd deploy --no-prompt")]
    public void A_workflow_runs_this(string workflow, string command) => Assert.Contains(command, Steps(workflow).Select(step => Text(step, "run")));

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("azure-dev.yml")]
    public void A_workflow_pins_what_it_uses_to_a_commit_and_names_files_that_are_there(string workflow)
    {
        var used = RepositoryFiles.Text($".github/workflows/{workflow}").Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(used);
        Assert.All(used, line => Assert.Matches(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
        Assert.Contains("global.json", Steps(workflow).Select(step => step.TryGetProperty("with", out var with) ? Text(with, "global-json-file") : null));
        Assert.True(File.Exists(Path.Combine(RepositoryFiles.Top, "global.json")));
        Assert.True(File.Exists(Path.Combine(RepositoryFiles.Top, ".ci", "run")));
    }

    [Fact]
    public void Dependabot_watches_folders_that_are_there()
    {
        var updates = RepositoryFiles.Yaml(".github/dependabot.yml").GetProperty("updates").EnumerateArray().ToArray();
        var npm = updates.Single(update => Text(update, "package-ecosystem") == "npm").GetProperty("directories").EnumerateArray().Select(folder => folder.GetString()!).ToArray();

        Assert.Equal(["devcontainers", "github-actions", "npm", "nuget"], updates.Select(update => Text(update, "package-ecosystem")).Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.EnumerateFiles(RepositoryFiles.Top, "package-lock.json", SearchOption.AllDirectories)
                .Select(file => "/" + Path.GetRelativePath(RepositoryFiles.Top, Path.GetDirectoryName(file)!).Replace('\\', '/'))
                .Where(folder => !folder.Contains("/node_modules", StringComparison.Ordinal) && !folder.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            npm.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_deployed_is_checked_with_a_key_that_is_masked_before_it_is_used()
    {
        var steps = Steps("azure-dev.yml").Select(step => Text(step, "run")).OfType<string>().ToArray();
        var check = steps[^1];
        var asked = EnvironmentValue().Matches(check).Select(match => match.Groups[1].Value).ToArray();
        string[] order =
        [
            $"{LiveTarget.KeyVariable}=$(az functionapp keys list ",
            $"echo \"::add-mask::${LiveTarget.KeyVariable}\"",
            $"export {LiveTarget.AddressVariable} {LiveTarget.KeyVariable}",
            "dotnet test CarSearch.Tests --filter Category=Live",
        ];

        Assert.Equal("azd deploy --no-prompt", steps[^2]);
        Assert.Equal(3, asked.Length);
        Assert.All(asked, name => Assert.Matches($@"(?m)^output {name} string", Infra.Bicep["main.bicep"]));
        Assert.DoesNotContain(-1, order.Select(part => check.IndexOf(part, StringComparison.Ordinal)));
        Assert.Equal(order, order.OrderBy(part => check.IndexOf(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Deploying_needs_no_stored_secret()
    {
        var text = RepositoryFiles.Text(".github/workflows/azure-dev.yml");
        var permissions = RepositoryFiles.Yaml(".github/workflows/azure-dev.yml").GetProperty("permissions");

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.Equal("write", permissions.GetProperty("id-token").GetString());
        Assert.Contains("--federated-credential-provider github", text, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Steps(string workflow) =>
        RepositoryFiles.Yaml($".github/workflows/{workflow}").GetProperty("jobs").EnumerateObject().SelectMany(job => job.Value.GetProperty("steps").EnumerateArray());

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>What stands behind the equals sign in <c>${NAME=default}</c>; an object stands for itself.</summary>
    private static string Default(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? Regex.Match(value.GetString()!, @"^\$\{[A-Z_]+=?([^}]*)\}$") is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"{value} is no variable.")
        : value.ToString();

    [GeneratedRegex(@"\$(?:Env:)?([A-Z]+(?:_[A-Z]+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"azd env get-value ([A-Z_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentValue();
}
