using CarSearch.Cars;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the car of one offer.</summary>
/// <remarks>
/// The ACRISS code takes precedence over the attributes beside it, which many systems fill with defaults. They add what the code leaves
/// open: doors, fuel and driven wheels. The position of the code differs by supplier; only a valid code is used.
/// </remarks>
internal struct VehicleReader
{
    private const int MaxNameLength = 120;

    private string? code;
    private string? codeContext;
    private string? modelCode;
    private string? carType;
    private string? group;
    private string? assetNumber;
    private string? category;
    private string? size;
    private string? name;
    private string? modelYear;
    private string? description;
    private string? transmission;
    private string? fuel;
    private string? drive;
    private bool? airConditioning;

    /// <summary>Gets the number of seats.</summary>
    public int? Seats { get; private set; }

    /// <summary>Gets the number of doors.</summary>
    public int? Doors { get; private set; }

    /// <summary>Gets the number of bags.</summary>
    public int? Bags { get; private set; }

    /// <summary>Gets the address of the picture, or null.</summary>
    public string? Picture { get; private set; }

    /// <summary>Gets the supplier's identification of the car: a code, its name, or its class.</summary>
    public readonly string SupplierCode => code ?? modelCode ?? carType ?? name ?? modelYear ?? description ?? $"{size}/{category}";

    /// <summary>Reads element Vehicle or one within. Of several VehType or VehClass, the first value is used.</summary>
    public void Read(ElementReader xml)
    {
        var element = xml.Name;
        while (xml.MoveToNextAttribute())
        {
            switch (element, xml.Name)
            {
                case ("Vehicle", "AirConditionInd"): airConditioning = LenientParser.ParseBoolean(xml.Value); break;
                case ("Vehicle", "TransmissionType"): transmission = xml.Text; break;
                case ("Vehicle", "FuelType"): fuel = xml.Text; break;
                case ("Vehicle", "DriveType"): drive = xml.Text; break;
                case ("Vehicle", "PassengerQuantity"): Seats = InRange(LenientParser.ParseMinCount(xml.Value), 1, 60); break;
                case ("Vehicle", "BaggageQuantity"): Bags = InRange(LenientParser.ParseMinCount(xml.Value), 0, 60); break;
                case ("Vehicle", "Code"): code = xml.Text; break;
                case ("Vehicle", "CodeContext"): codeContext = xml.Text; break;
                case ("Vehicle", "VendorCarType"): carType = xml.Text; break;
                case ("Vehicle", "Description"): description = xml.Text; break;
                case ("VehType", "VehicleCategory"): category ??= xml.Text; break;
                case ("VehType", "DoorCount" or "doorCount"): Doors ??= InRange(LenientParser.ParseMaxCount(xml.Value), 1, 10); break;
                case ("VehClass", "Size"): size ??= xml.Text; break;
                case ("VehMakeModel", "Name"): name = xml.Text; break;
                case ("VehMakeModel", "Code"): modelCode = xml.Text; break;
                case ("VehMakeModel", "ModelYear"): modelYear = xml.Text; break;
                case ("VehMakeModel", "PictureURL"): ReadPicture(xml.Text); break;
                case ("VehGroup", "GroupValue"): group = xml.Text; break;
                case ("VehIdentity", "VehicleAssetNumber"): assetNumber = xml.Text; break;
            }
        }
    }

    /// <summary>Reads the address of a picture. Only an https address is used, and of several the first.</summary>
    public void ReadPicture(string? address) =>
        Picture ??= address?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true ? address : null;

    /// <summary>Returns the class of car, or null if it is unknown.</summary>
    public readonly Car? GetCar()
    {
        if (FindAcriss() is not { } car)
        {
            return CreateFromClass();
        }

        var actualFuel = car.Fuel is Fuel.Unspecified && fuel is not null ? ParseFuel(fuel) : car.Fuel;
        var actualDrive = car.Drive is Drive.Unspecified && drive is not null ? ParseDrive(drive) : car.Drive;
        return actualFuel == car.Fuel && actualDrive == car.Drive ? car : car with { Fuel = actualFuel, Drive = actualDrive };
    }

    /// <summary>Returns the example model, or a description of the class.</summary>
    public readonly string GetName(Car car) =>
        LenientParser.ToSingleLine(name, MaxNameLength)
        ?? (modelYear?.Any(char.IsLetter) is true ? LenientParser.ToSingleLine(modelYear, MaxNameLength) : null)
        ?? LenientParser.ToSingleLine(description, MaxNameLength)
        ?? Describe(car);

    private static string Describe(Car car)
    {
        var size = car.Size is CarSize.FullSize ? "Full-size" : car.Size.ToString();
        return car.Type switch
        {
            CarType.Suv => $"{size} SUV",
            CarType.Sports => $"{size} sports car",
            CarType.Other => $"{size} vehicle",
            var type => $"{size} {CarWords.Types[(int)type]}",
        };
    }

    private readonly Car? FindAcriss()
    {
        var isAcriss = codeContext?.Contains("SIPP", StringComparison.OrdinalIgnoreCase) is true
            || codeContext?.Contains("ACRISS", StringComparison.OrdinalIgnoreCase) is true;
        return (isAcriss ? Decode(code) : null)
            ?? Decode(modelCode) ?? Decode(carType) ?? Decode(group) ?? Decode(code) ?? Decode(assetNumber) ?? Decode(category);
    }

    private readonly Car? CreateFromClass()
    {
        if (VehicleClasses.FromSizeCode(size) is not { } known)
        {
            return null;
        }

        return new Car
        {
            Size = known.Size,
            Type = known.Type ?? VehicleClasses.FromCategoryCode(category) ?? CarType.Car,
            Transmission = Is(transmission, "Automatic") ? Transmission.Automatic : Is(transmission, "Manual") ? Transmission.Manual : null,
            Drive = ParseDrive(drive),
            Fuel = ParseFuel(fuel),
            AirConditioning = airConditioning,
        };
    }

    private static Car? Decode(string? letters) => letters is { Length: 4 } && Acriss.TryDecode(letters, out var car) ? car : null;

    // The values of OTA_VehicleCommonTypes.xsd.
    private static Fuel ParseFuel(string? word) =>
        Is(word, "Petrol") ? Fuel.Petrol
        : Is(word, "Diesel") ? Fuel.Diesel
        : Is(word, "Hybrid") ? Fuel.Hybrid
        : Is(word, "Electric") ? Fuel.Electric
        : Is(word, "LPG_CompressedGas") ? Fuel.Gas
        : Is(word, "Hydrogen") ? Fuel.Hydrogen
        : Is(word, "MultiFuel") ? Fuel.Multi
        : Is(word, "Ethanol") ? Fuel.Ethanol
        : Fuel.Unspecified;

    private static Drive ParseDrive(string? word) =>
        Is(word, "AWD") ? Drive.AllWheel : Is(word, "4WD") ? Drive.FourWheel : Drive.Unspecified;

    private static bool Is(string? word, string other) => other.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static int? InRange(int? value, int min, int max) => value >= min && value <= max ? value : null;
}
