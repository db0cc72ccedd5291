using System.Xml;
using CarSearch.Cars;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the car of one offer.</summary>
/// <remarks>
/// The ACRISS code takes precedence over the attributes beside it, which many systems fill with defaults. They add what the code leaves
/// open: doors, fuel and driven wheels. The position of the code differs by supplier; only a valid code is used.
/// </remarks>
internal sealed class VehicleReader
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
    public string SupplierCode => code ?? modelCode ?? carType ?? name ?? modelYear ?? description ?? $"{size}/{category}";

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        code = codeContext = modelCode = carType = group = assetNumber = category = size = null;
        name = modelYear = description = transmission = fuel = drive = null;
        airConditioning = null;
        Seats = Doors = Bags = null;
        Picture = null;
    }

    /// <summary>Reads element Vehicle.</summary>
    public void ReadVehicle(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "AirConditionInd": airConditioning = LenientParser.ParseBoolean(xml.Value); break;
                case "TransmissionType": transmission = xml.Value; break;
                case "FuelType": fuel = xml.Value; break;
                case "DriveType": drive = xml.Value; break;
                case "PassengerQuantity": Seats = InRange(LenientParser.ParseMinCount(xml.Value), 1, 60); break;
                case "BaggageQuantity": Bags = InRange(LenientParser.ParseMinCount(xml.Value), 0, 60); break;
                case "Code": code = LenientParser.TrimToNull(xml.Value); break;
                case "CodeContext": codeContext = xml.Value; break;
                case "VendorCarType": carType = LenientParser.TrimToNull(xml.Value); break;
                case "Description": description = xml.Value; break;
            }
        }
    }

    /// <summary>Reads element VehType. Of several, the first value is used.</summary>
    public void ReadType(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "VehicleCategory": category ??= LenientParser.TrimToNull(xml.Value); break;
                case "DoorCount" or "doorCount": Doors ??= InRange(LenientParser.ParseMaxCount(xml.Value), 1, 10); break;
            }
        }
    }

    /// <summary>Reads element VehClass.</summary>
    public void ReadClass(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName is "Size")
            {
                size ??= LenientParser.TrimToNull(xml.Value);
            }
        }
    }

    /// <summary>Reads element VehMakeModel.</summary>
    public void ReadModel(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Name": name = LenientParser.TrimToNull(xml.Value); break;
                case "Code": modelCode = LenientParser.TrimToNull(xml.Value); break;
                case "ModelYear": modelYear = LenientParser.TrimToNull(xml.Value); break;
                case "PictureURL": ReadPicture(xml.Value); break;
            }
        }
    }

    /// <summary>Reads element VehGroup.</summary>
    public void ReadGroup(XmlReader xml) => group = LenientParser.TrimToNull(xml.GetAttribute("GroupValue"));

    /// <summary>Reads element VehIdentity.</summary>
    public void ReadIdentity(XmlReader xml) => assetNumber = LenientParser.TrimToNull(xml.GetAttribute("VehicleAssetNumber"));

    /// <summary>Reads the address of a picture. Only an https address is used, and of several the first.</summary>
    public void ReadPicture(string text) =>
        Picture ??= text.Trim() is var address && address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? address : null;

    /// <summary>Returns the class of car, or null if it is unknown.</summary>
    public Car? GetCar()
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
    public string GetName(Car car) =>
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

    private Car? FindAcriss()
    {
        var isAcriss = codeContext is not null
            && (codeContext.Contains("SIPP", StringComparison.OrdinalIgnoreCase)
                || codeContext.Contains("ACRISS", StringComparison.OrdinalIgnoreCase));
        return (isAcriss ? Decode(code) : null)
            ?? Decode(modelCode) ?? Decode(carType) ?? Decode(group) ?? Decode(code) ?? Decode(assetNumber) ?? Decode(category);
    }

    private Car? CreateFromClass()
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

    private static bool Is(string? word, string other) => other.Equals(word?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static int? InRange(int? value, int min, int max) => value >= min && value <= max ? value : null;
}
